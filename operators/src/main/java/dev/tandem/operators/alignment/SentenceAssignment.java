package dev.tandem.operators.alignment;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.dedup.semantic.UnitVectors;
import dev.tandem.operators.text.english.Sentences;
import dev.tandem.operators.text.english.Tokens;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which sentence of a page each of its images goes to, as MMC4 has it: one to one with the greatest sum of similarities; where there
 * are more images than sentences, those that are left over go to the sentence that each is most similar to.
 *
 * @param sentence by image; counted from 0 over the whole page
 * @param similarity by image, to its sentence
 */
public record SentenceAssignment(double[] sentence, double[] similarity) {

    private static final double SCALE = 10_000;

    /**
     * Sentences of the text parts in reading order, without the space around them.
     *
     * @param most sentences; images go to none behind these
     */
    public static List<String> sentences(Sample sample, int most) {
        List<String> found = new ArrayList<>();
        for (Part part : sample.parts()) {
            if (part instanceof Part.Text text && found.size() < most) {
                add(text.text().toCharArray(), most, found);
            }
        }
        return found;
    }

    private static void add(char[] text, int most, List<String> found) {
        Tokens sentences = Sentences.of(text);
        for (int i = 0; i < sentences.size() && found.size() < most; i++) {
            int start = WhiteSpace.start(text, sentences.start(i), sentences.end(i));
            int end = WhiteSpace.end(text, start, sentences.end(i));
            if (start < end) {
                found.add(new String(text, start, end - start));
            }
        }
    }

    /**
     * Assigns by the cosines of vectors of one space, rounded to four digits: servers differ in those behind them.
     *
     * @param images at least one
     * @param sentences at least one
     */
    public static SentenceAssignment of(float[][] images, float[][] sentences) {
        float[][] all = Arrays.copyOf(images, images.length + sentences.length);
        System.arraycopy(sentences, 0, all, images.length, sentences.length);
        UnitVectors vectors = UnitVectors.of(all);
        double[] similarities = new double[images.length * sentences.length];
        for (int i = 0; i < similarities.length; i++) {
            double cosine = vectors.similarity(i / sentences.length, images.length + i % sentences.length);
            similarities[i] = Math.rint(cosine * SCALE) / SCALE;
        }
        int[] assigned = LinearAssignment.greatest(similarities, images.length, sentences.length);
        double[] sentence = new double[images.length];
        double[] similarity = new double[images.length];
        for (int image = 0; image < images.length; image++) {
            int first = image * sentences.length;
            int found = assigned[image] < 0 ? greatest(similarities, first, sentences.length) : assigned[image];
            sentence[image] = found;
            similarity[image] = similarities[first + found];
        }
        return new SentenceAssignment(sentence, similarity);
    }

    private static int greatest(double[] values, int first, int count) {
        int greatest = 0;
        for (int i = 1; i < count; i++) {
            greatest = values[first + i] > values[first + greatest] ? i : greatest;
        }
        return greatest;
    }
}

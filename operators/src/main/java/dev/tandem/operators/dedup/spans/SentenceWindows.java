package dev.tandem.operators.dedup.spans;

import dev.tandem.core.operator.SpanDeduplicator.Span;
import dev.tandem.operators.text.english.Sentences;
import dev.tandem.operators.text.english.SimplifiedText;
import dev.tandem.operators.text.english.Tokens;
import dev.tandem.operators.text.english.WhiteSpace;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.openhft.hashing.LongHashFunction;

/**
 * Runs of so many English sentences that follow each other, with what they are found again by in other texts: C4's rule (Raffel
 * et al., arXiv 1910.10683, section 2.2) as datatrove has it. Sentences are compared simplified; a run of nothing else than
 * space and punctuation is left out.
 *
 * @param hashes xxHash of each run
 * @param sentences the first sentence of each run, by its place in the text; ascending
 */
public record SentenceWindows(long[] hashes, int[] sentences) {
    private static final LongHashFunction HASH = LongHashFunction.xx();

    /** The runs of a text; none where it has fewer sentences. */
    public static SentenceWindows of(String text, int window) {
        char[] characters = text.toCharArray();
        Tokens spans = Sentences.of(characters);
        LongArrayList hashes = new LongArrayList();
        IntArrayList sentences = new IntArrayList();
        StringBuilder run = new StringBuilder();
        int[] lengths = new int[spans.size()];
        for (int i = 0; i < spans.size(); i++) {
            String sentence = SimplifiedText.of(text.substring(spans.start(i), spans.end(i)));
            lengths[i] = sentence.length();
            run.append(sentence).append(' ');
            int first = i - window + 1;
            if (first >= 0) {
                add(run.substring(0, run.length() - 1), first, hashes, sentences);
                run.delete(0, lengths[first] + 1);
            }
        }
        return new SentenceWindows(hashes.toLongArray(), sentences.toIntArray());
    }

    private static void add(String run, int first, LongArrayList hashes, IntArrayList sentences) {
        char[] characters = run.toCharArray();
        if (WhiteSpace.start(characters, 0, characters.length) < characters.length) {
            hashes.add(HASH.hashBytes(run.getBytes(StandardCharsets.UTF_8)));
            sentences.add(first);
        }
    }

    /**
     * Where runs stand, those that touch as one.
     *
     * @param number of the text
     * @param first the first sentence of each run; ascending
     */
    static List<Span> spans(int number, String text, int window, int[] first) {
        Tokens sentences = first.length == 0 ? new Tokens(0) : Sentences.of(text.toCharArray());
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < first.length; ) {
            int start = first[i];
            int end = start + window;
            for (i++; i < first.length && first[i] <= end; i++) {
                end = first[i] + window;
            }
            spans.add(new Span(number, sentences.start(start), sentences.end(end - 1)));
        }
        return spans;
    }

    /**
     * A text without runs that stand elsewhere, and without the white space that it then begins with.
     *
     * @param removed the first sentence of each run to be removed; ascending
     */
    public static String without(String text, int window, int[] removed) {
        char[] characters = text.toCharArray();
        Tokens spans = Sentences.of(characters);
        StringBuilder kept = new StringBuilder(text.length());
        int next = 0;
        int removedUntil = 0;
        int copied = 0;
        for (int i = 0; i < spans.size(); i++) {
            if (next < removed.length && removed[next] == i) {
                removedUntil = i + window;
                next++;
            }
            if (i >= removedUntil) {
                kept.append(characters, copied, spans.end(i) - copied);
            }
            copied = spans.end(i);
        }
        char[] left = kept.toString().toCharArray();
        int start = WhiteSpace.start(left, 0, left.length);
        return new String(left, start, left.length - start);
    }
}

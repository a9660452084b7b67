package dev.tandem.operators.creators;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Piece;
import dev.tandem.core.operator.SetCreator;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.VerifyingCreator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes triplets for composed retrieval of described images whose descriptions differ in one word, as CoVR makes them of captions: an
 * image, what is to be changed, and the image that shows it so; both ways. Such images are found in all samples of the step, by leaving
 * out one word of each description after the other. Words are compared in lower case, without the signs between them; the words of the
 * change are put into one of a few sentences by chance. Where many descriptions are alike, only some are paired: those that come first
 * by digests, so that neither the cut into shards nor their order matters. Whether the pictures differ as the words do, nobody looks.
 */
@OperatorName(value = "one_word_triplets", version = 2)
public final class OneWordTripletsCreator implements SetCreator, VerifyingCreator {
    /** A role: the image that a change leads to. */
    static final String TARGET = "target";
    /** A role: the change. */
    static final String CHANGE = "change";

    private static final int MOST_IMAGES = 1000;
    private static final String ANY = "*";
    private static final List<String> SENTENCES =
            List.of("Replace \"%s\" by \"%s\".", "Instead of \"%s\", show \"%s\".", "Change \"%s\" to \"%s\".");

    private final Params params;
    private final Lineage lineage;

    public OneWordTripletsCreator(Params params) {
        this.params = params;
        this.lineage = Lineage.of(OneWordTripletsCreator.class, params.seed(), params.round());
    }

    /**
     * Which descriptions, and how many triplets.
     *
     * @param minWords fewest words of a description
     * @param maxWords most words of a description
     * @param maxValues most words in one place of descriptions that are otherwise the same; images with others are not paired
     * @param maxSame most images with the same description that are paired
     * @param seed another seed says changes in other sentences
     * @param round number of the round of development that items are made in; 0 for none
     */
    public record Params(
            @Setting(value = "3", min = 2, max = 64) int minWords,
            @Setting(value = "24", min = 2, max = 64) int maxWords,
            @Setting(value = "8", min = 2, max = 64) int maxValues,
            @Setting(value = "2", min = 1, max = 16) int maxSame,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round) {}

    @Override
    public int mostValues() {
        return params.maxValues();
    }

    @Override
    public int mostOfValue() {
        return params.maxSame();
    }

    @Override
    public void offer(Sample sample, Offers out) {
        int images = 0;
        for (Part part : sample.parts()) {
            if (!(part instanceof Part.Media image) || image.modality() != Modality.IMAGE) {
                continue;
            }
            String[] words = words(image);
            if (images < MOST_IMAGES && words.length >= params.minWords() && words.length <= params.maxWords()) {
                images++;
                Piece piece = Piece.of(sample, image);
                for (int place = 0; place < words.length; place++) {
                    out.accept(piece, without(words, place), words[place]);
                }
            }
        }
    }

    private static String without(String[] words, int place) {
        String[] masked = words.clone();
        masked[place] = ANY;
        return String.join(" ", masked);
    }

    @Override
    public void create(Piece one, Piece other, Output out) {
        String[] from = words(one.media());
        String[] to = words(other.media());
        int place = Arrays.mismatch(from, to);
        if (place >= 0 && place < Math.min(from.length, to.length)
                && !one.media().content().equals(other.media().content())) {
            out.accept(item(one, other, from[place], to[place]));
        }
    }

    private Sample item(Piece from, Piece to, String old, String changed) {
        String pair = from.digest().hex() + to.digest().hex();
        Random random = lineage.random(pair, "sentence");
        String sentence = SENTENCES.get(random.nextInt(SENTENCES.size()));
        return Sample.of(
                from.source() + "#change-" + Digest.of(pair).abbreviated(),
                Stream.of(from.sample(), to.sample()).distinct().toList(),
                lineage.metadata(from.metadata()),
                List.of(
                        from.media(),
                        new Part.Text(String.format(Locale.ROOT, sentence, old, changed), Map.of(PartAttributes.ROLE, CHANGE)),
                        target(to.media())));
    }

    private static Part.Media target(Part.Media image) {
        Map<String, String> attributes = new HashMap<>(image.attributes());
        attributes.put(PartAttributes.ROLE, TARGET);
        return new Part.Media(image.modality(), image.mediaType(), image.content(), attributes);
    }

    /** The alternative text, or the caption, in lower case: words of letters and digits. */
    private static String[] words(Part.Media image) {
        String alternative = image.attributes().getOrDefault(PartAttributes.ALT, "");
        String description = alternative.isBlank() ? image.attributes().getOrDefault(PartAttributes.CAPTION, "") : alternative;
        StringBuilder words = new StringBuilder(description.length());
        description.codePoints().forEach(c -> words.appendCodePoint(Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : ' '));
        return Arrays.stream(words.toString().split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    /** By the text with the one word put in place of the other, which has to be the text of the target. */
    @Override
    public Optional<String> fault(Sample made) {
        List<String> named = QuotedNames.of(QuestionItem.text(made, CHANGE)).names();
        if (made.parts().size() == 3 && named.size() == 2
                && made.parts().getFirst() instanceof Part.Media from && made.parts().getLast() instanceof Part.Media to) {
            String before = " " + String.join("  ", words(from)) + " ";
            String after = " " + String.join("  ", words(to)) + " ";
            String old = " " + named.getFirst() + " ";
            for (int at = before.indexOf(old); at >= 0; at = before.indexOf(old, at + 1)) {
                String changed = before.substring(0, at) + " " + named.getLast() + " " + before.substring(at + old.length());
                if (changed.equals(after)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of("descriptions that do not differ in the one word");
    }
}

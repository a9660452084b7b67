package dev.tandem.operators.creators;

import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.VerifyingCreator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Makes triplets for composed retrieval of described images whose descriptions differ in one word, as CoVR makes them of captions: an
 * image, what is to be changed, and the image that shows it so; both ways. Descriptions that belong together are found by leaving out one
 * word after the other. It looks for them among the images of one sample, such as a page or a gallery, and not across samples. Words are
 * compared in lower case, without the signs between them; the words of the change are put into one of a few sentences by chance.
 */
@OperatorName("one_word_triplets")
public final class OneWordTripletsCreator implements VerifyingCreator {
    /** A role: the image that a change leads to. */
    static final String TARGET = "target";
    /** A role: the change. */
    static final String CHANGE = "change";

    private static final int MOST_IMAGES = 1000;
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
     * @param maxPairs most pairs of images of a sample, each of which gives two triplets
     * @param seed another seed says changes in other sentences
     * @param round number of the round of development that items are made in; 0 for none
     */
    public record Params(
            @Setting(value = "3", min = 2, max = 64) int minWords,
            @Setting(value = "24", min = 2, max = 64) int maxWords,
            @Setting(value = "50", min = 1, max = 10_000) int maxPairs,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round) {}

    /** An image with the words of its description. */
    private record Described(Part.Media image, String[] words) {}

    /** Two descriptions and the place where they differ. */
    private record Pair(Described one, Described other, int place) {}

    @Override
    public void create(SampleView parent, Output out) {
        List<Described> described = described(parent.media());
        int number = 0;
        for (Pair pair : pairs(described)) {
            number++;
            Random random = lineage.random(parent.sample(), "pair " + number);
            out.accept(item(parent.sample(), pair.one(), pair.other(), pair.place(), number + "-there", random));
            out.accept(item(parent.sample(), pair.other(), pair.one(), pair.place(), number + "-back", random));
        }
    }

    private List<Described> described(List<Part.Media> media) {
        List<Described> described = new ArrayList<>();
        for (Part.Media image : media) {
            String[] words = words(image);
            if (image.modality() == Modality.IMAGE && described.size() < MOST_IMAGES
                    && words.length >= params.minWords() && words.length <= params.maxWords()) {
                described.add(new Described(image, words));
            }
        }
        return described;
    }

    /** In the order of the later image, and of the place of the word. */
    private List<Pair> pairs(List<Described> described) {
        Map<String, List<Described>> masked = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (Described later : described) {
            for (int place = 0; place < later.words().length; place++) {
                List<Described> alike = masked.computeIfAbsent(mask(later.words(), place), unused -> new ArrayList<>());
                for (Described earlier : alike) {
                    if (pairs.size() < params.maxPairs() && !earlier.words()[place].equals(later.words()[place])
                            && !earlier.image().content().equals(later.image().content())) {
                        pairs.add(new Pair(earlier, later, place));
                    }
                }
                alike.add(later);
            }
        }
        return pairs;
    }

    private static String mask(String[] words, int place) {
        String[] masked = words.clone();
        masked[place] = "*";
        return String.join(" ", masked);
    }

    private Sample item(Sample parent, Described from, Described to, int place, String name, Random random) {
        String sentence = SENTENCES.get(random.nextInt(SENTENCES.size()));
        return Sample.of(
                parent.source() + "#change-" + name,
                List.of(parent.id()),
                lineage.metadata(parent),
                List.of(
                        from.image(),
                        new Part.Text(
                                String.format(Locale.ROOT, sentence, from.words()[place], to.words()[place]),
                                Map.of(PartAttributes.ROLE, CHANGE)),
                        target(to.image())));
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

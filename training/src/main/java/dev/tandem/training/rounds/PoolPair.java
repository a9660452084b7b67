package dev.tandem.training.rounds;

import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds.Source;
import dev.tandem.training.curation.Offspring;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A pair of the pool, without its vectors.
 *
 * @param shard position of its shard
 * @param row of it in the shard
 * @param kept whether the recipe left it in
 * @param group what it must not be torn from: its page
 * @param text that belongs to the picture
 * @param names what page and picture are called
 * @param slices that it is counted in, each as {@code kind: name}
 */
public record PoolPair(Digest id, int shard, int row, boolean kept, String group, String text, String names, List<String> slices) {
    private static final String MADE = "made: ";
    private static final String OF = "made of: ";
    /** The slice of pairs that were made to compare with, and never come in. */
    public static final String CONTROL = "made for: comparison";

    public PoolPair {
        slices = List.copyOf(slices);
    }

    /** The slice of pairs that were made. */
    public static String madeBy(Source source) {
        return MADE + source.text();
    }

    /** The slice of what was made of a pair. */
    public static String madeOf(Digest parent) {
        return OF + parent.hex();
    }

    /** Id of the pair that it was made of. */
    Optional<String> parent() {
        return slices.stream().filter(slice -> slice.startsWith(OF)).map(slice -> slice.substring(OF.length())).findFirst();
    }

    /** Which of some pairs were made of which others of them. */
    static Offspring offspring(List<PoolPair> pairs) {
        Map<String, Integer> places = new HashMap<>();
        pairs.forEach(pair -> places.put(pair.id().hex(), places.size()));
        return new Offspring(pairs.stream().mapToInt(pair -> pair.parent().map(places::get).orElse(-1)).toArray());
    }

    public boolean isMade() {
        return made().isPresent();
    }

    public boolean isControl() {
        return slices.contains(CONTROL);
    }

    /** By what it was made; empty for what was read. */
    Optional<Source> made() {
        return slices.stream()
                .filter(slice -> slice.startsWith(MADE))
                .map(slice -> Source.valueOf(slice.substring(MADE.length()).toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}

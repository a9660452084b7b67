package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps samples by the share of words from a list of yours, such as one of insults. Words are lower-cased and stripped of
 * special characters, so the list has small letters only; 0 for text without words. Groups of neighbouring words count as
 * words too where that is wanted, for languages that write a word in several syllables, and for flagged phrases.
 */
@OperatorName("flagged_words")
public final class FlaggedWordsFilter implements Filter {
    private final Params params;
    private final Set<String> flagged;
    private final List<Integer> groupSizes;

    public FlaggedWordsFilter(Params params) {
        this.params = params;
        this.flagged = Set.copyOf(params.words());
        this.groupSizes = params.wordsAugGroupSizes().stream().map(FlaggedWordsFilter::groupSize).toList();
    }

    /**
     * Limits.
     *
     * @param minRatio smallest share kept
     * @param maxRatio largest share kept
     * @param words the flagged words, in small letters; without any, nothing is flagged
     * @param useWordsAug whether groups of neighbouring words count as words too
     * @param wordsAugGroupSizes how many words such a group has; several sizes may be given
     * @param wordsAugJoinChar what stands between the words of a group
     */
    public record Params(
            @Setting(value = "0", min = 0, max = 1) double minRatio,
            @Setting(value = "0.045", min = 0, max = 1) double maxRatio,
            @Setting(value = "", measured = true) List<String> words,
            @Setting(value = "false", measured = true) boolean useWordsAug,
            @Setting(value = "2", measured = true) List<String> wordsAugGroupSizes,
            @Setting(value = "", measured = true) String wordsAugJoinChar) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("flagged_words_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, share(sample.derive(Words.REFINED))));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "flagged_words_ratio", row.number(0), params.minRatio(), "min_ratio", params.maxRatio(), "max_ratio");
    }

    private double share(List<String> words) {
        long found = count(words.stream());
        long all = words.size();
        if (params.useWordsAug()) {
            for (int size : groupSizes) {
                found += count(groups(words, size));
                all += Math.max(0, words.size() - size + 1);
            }
        }
        return all == 0 ? 0 : (double) found / all;
    }

    private long count(Stream<String> words) {
        return words.filter(flagged::contains).count();
    }

    private Stream<String> groups(List<String> words, int size) {
        return IntStream.rangeClosed(0, words.size() - size)
                .mapToObj(i -> String.join(params.wordsAugJoinChar(), words.subList(i, i + size)));
    }

    private static int groupSize(String size) {
        if (!size.strip().matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(
                    "parameter 'words_aug_group_sizes' must be numbers of words from 1 to 999, found '" + size + "'");
        }
        return Integer.parseInt(size.strip());
    }
}

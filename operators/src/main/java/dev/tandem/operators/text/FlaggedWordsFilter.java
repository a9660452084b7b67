package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.SpanTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keeps samples by the share of words from a list of yours, such as one of insults. Words are lower-cased and stripped of
 * special characters, so the list has small letters only; 0 for text without words. Groups of neighbouring words count as
 * words too where that is wanted, for languages that write a word in several syllables, and for flagged phrases.
 */
@OperatorName("flagged_words")
public final class FlaggedWordsFilter implements Filter {
    private final Params params;
    private final SpanTable flagged;
    private final List<Integer> groupSizes;

    public FlaggedWordsFilter(Params params) {
        this.params = params;
        this.flagged = new SpanTable(params.words());
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

    private double share(Words words) {
        long found = words.countIn(flagged);
        long all = words.count();
        if (params.useWordsAug()) {
            for (int size : groupSizes) {
                found += IntStream.rangeClosed(0, words.count() - size).filter(first -> isFlagged(words, first, size)).count();
                all += Math.max(0, words.count() - size + 1);
            }
        }
        return all == 0 ? 0 : (double) found / all;
    }

    private boolean isFlagged(Words words, int first, int size) {
        char[] group = IntStream.range(first, first + size)
                .mapToObj(words::word)
                .collect(Collectors.joining(params.wordsAugJoinChar()))
                .toCharArray();
        return flagged.find(group, 0, group.length) != SpanTable.ABSENT;
    }

    private static int groupSize(String size) {
        if (!size.strip().matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(
                    "parameter 'words_aug_group_sizes' must be numbers of words from 1 to 999, found '" + size + "'");
        }
        return Integer.parseInt(size.strip());
    }
}

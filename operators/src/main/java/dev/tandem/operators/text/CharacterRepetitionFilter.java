package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.TextUnits;
import java.util.List;

/**
 * Keeps samples by repeated stretches of characters. Of all n-grams of code points, the k most frequent are summed and
 * divided by the number of all, with k the smaller of the rounded-down root of the number of distinct n-grams and the
 * number of those that occur more than once; 0 for text shorter than an n-gram.
 */
@OperatorName("character_repetition")
public final class CharacterRepetitionFilter implements Filter {
    private final Params params;
    private final NgramCounter ngrams = new NgramCounter();

    public CharacterRepetitionFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param repLen length of an n-gram, in code points
     * @param minRatio smallest ratio kept
     * @param maxRatio largest ratio kept
     */
    public record Params(
            @Setting(value = "10", min = 1, max = 10000, measured = true) int repLen,
            @Setting(value = "0", min = 0, max = 1) double minRatio,
            @Setting(value = "0.5", min = 0, max = 1) double maxRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("char_rep_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, ratio(sample.derive(TextUnits.OF))));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "char_rep_ratio", row.number(0), params.minRatio(), "min_ratio", params.maxRatio(), "max_ratio");
    }

    private double ratio(TextUnits text) {
        char[] units = text.array();
        long[] codePoints = new long[text.codePoints(0, units.length)];
        int at = 0;
        for (int i = 0; i < codePoints.length; i++) {
            int codePoint = text.isBasic() ? units[at] : Character.codePointAt(units, at);
            at += Character.charCount(codePoint);
            // None is zero, so that no n-gram has the hash of a shorter one.
            codePoints[i] = codePoint + 1L;
        }
        NgramCounter.Counts counts = ngrams.count(codePoints, params.repLen());
        return counts.total() == 0 ? 0 : (double) counts.topRepeated() / counts.total();
    }
}

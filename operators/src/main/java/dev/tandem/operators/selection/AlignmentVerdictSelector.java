package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleSelector;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells pairs that are to be kept from those whose text is to be rewritten and those that are to be dropped, on two axes: how well the
 * parts fit, and how good the one that stays is by itself. A pair that does not fit may be a bad picture or a good one with a bad text:
 * the first is dropped, the second is kept with the text that was made for it, where that one fits. Each value is any measured one, so
 * that the anchor may be an image, a sound or a video: {@code clip_score.similarity}, {@code audio_text_similarity.similarity} and so on;
 * the rewritten text's is that of the same filter with {@code text_attribute}. The feature {@code verdict} is 2 for keep, 1 for
 * rewrite and 0 for drop.
 */
@OperatorName("alignment_verdict")
public final class AlignmentVerdictSelector implements SampleSelector {
    private static final double KEEP = 2;
    private static final double REWRITE = 1;
    private static final double DROP = 0;

    private final Params params;

    public AlignmentVerdictSelector(Params params) {
        this.params = params;
    }

    /**
     * Measured values, and limits.
     *
     * @param feature how well anchor and text fit, as operator.feature
     * @param rewritten how well anchor and rewritten text fit, as operator.feature; empty where nothing is rewritten
     * @param quality of the anchor alone, as operator.feature, such as aesthetic.score; empty where any is good enough
     * @param minScore from which a pair fits
     * @param minRewritten from which a pair with the rewritten text fits
     * @param minQuality from which an anchor is good enough
     * @param several which number stands for a sample whose media parts have one each
     */
    public record Params(
            @Setting("") String feature,
            @Setting("") String rewritten,
            @Setting("") String quality,
            @Setting("0.1") double minScore,
            @Setting("0.1") double minRewritten,
            @Setting("0") double minQuality,
            @Setting("mean") Several several) {}

    @Override
    public List<FeatureReading> readings() {
        List<FeatureReading> readings = new ArrayList<>();
        readings.add(new FeatureReading(params.feature(), params.several()));
        if (!params.rewritten().isEmpty()) {
            readings.add(new FeatureReading(params.rewritten(), params.several()));
        }
        if (!params.quality().isEmpty()) {
            readings.add(new FeatureReading(params.quality(), params.several()));
        }
        return readings;
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("verdict"));
    }

    @Override
    public Decision decide(SelectorRow row, double[] values) {
        boolean rewritten = !params.rewritten().isEmpty() && row.number(1) >= params.minRewritten();
        int quality = params.rewritten().isEmpty() ? 1 : 2;
        values[0] = DROP;
        if (!params.quality().isEmpty() && !(row.number(quality) >= params.minQuality())) {
            return Decision.drop("not good enough, whatever the text");
        }
        if (row.number(0) >= params.minScore()) {
            values[0] = KEEP;
            return Decision.KEEP;
        }
        if (rewritten) {
            values[0] = REWRITE;
            return Decision.KEEP;
        }
        return Decision.drop(params.rewritten().isEmpty() ? "text does not fit" : "neither text nor rewritten text fits");
    }
}

package dev.tandem.operators.media;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.media.codec.SampleMedia;
import java.util.List;

/**
 * Keeps samples by the aspect ratio of their videos as they are coded, width over height: a video that is shown turned
 * counts as it was recorded, as in Data-Juicer. Nothing is decoded. Samples without videos stay.
 */
@OperatorName("video_aspect_ratio")
public final class VideoAspectRatioFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;
    private final double min;
    private final double max;

    public VideoAspectRatioFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.min = Ratio.of("min_ratio", params.minRatio());
        this.max = Ratio.of("max_ratio", params.maxRatio());
    }

    /**
     * Limits: two numbers, as in {@code 21/9} or {@code 21:9}, or one.
     *
     * @param minRatio smallest ratio kept
     * @param maxRatio largest ratio kept
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting("9/21") String minRatio,
            @Setting("21/9") String maxRatio,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("video_aspect_ratios"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.containers(batch, out, limits, 1, video -> new double[] {(double) video.width() / video.height()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        return params.anyOrAll().decide(
                ratios.length,
                i -> ratios[i] >= min && ratios[i] <= max,
                "video aspect ratio outside limits");
    }
}

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
 * Keeps samples by how much of their videos' pictures is covered by text: subtitles, titles, slides. Lines of text are
 * found by their strokes, in frames that are spread evenly from the first to the last, reduced to 640 pixels on the
 * longer side; nothing is read. Single letters, slanted lines and vertical scripts are missed, fences and windows may be
 * taken for text. Data-Juicer asks a neural network, EasyOCR's detector, whose boxes are larger: thresholds have to be
 * found anew. Samples without videos stay.
 */
@OperatorName("video_ocr_area_ratio")
public final class VideoOcrAreaRatioFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public VideoOcrAreaRatioFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * What is looked at, and limits.
     *
     * @param minAreaRatio smallest share of the area kept
     * @param maxAreaRatio largest share of the area kept
     * @param frameSampleNum frames that are looked at; one alone is the one in the middle
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting(value = "0", min = 0, max = 1) double minAreaRatio,
            @Setting(value = "1.0", min = 0, max = 1) double maxAreaRatio,
            @Setting(value = "3", min = 1, max = 100, measured = true) int frameSampleNum,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("video_ocr_area_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.videos(batch, out, limits, VideoQuestion.text(params.frameSampleNum()), 1, video -> new double[] {video.textArea()});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] ratios = row.numbers(0);
        return params.anyOrAll().decide(
                ratios.length,
                i -> ratios[i] >= params.minAreaRatio() && ratios[i] <= params.maxAreaRatio(),
                "area of text outside limits");
    }
}

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
import dev.tandem.media.MediaAnswer;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.media.codec.SampleMedia;
import java.util.List;

/**
 * Keeps samples by how much moves in their videos: the mean length of the optical flow between frames that are sampled a
 * number of times a second, in pixels, over all pixels and pairs of frames. A video of one frame has -1. The flow is
 * that of Farnebäck's method with the settings of OpenCV that Data-Juicer uses, but of pictures whose longer side was
 * reduced to 320 pixels; lengths are told in pixels of the original. Fine motion of a large video counts less than
 * there, fast motion more, since more of it is found. Samples without videos stay.
 */
@OperatorName("video_motion_score")
public final class VideoMotionScoreFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public VideoMotionScoreFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * What is compared, and limits.
     *
     * @param minScore smallest score kept
     * @param maxScore largest score kept
     * @param samplingFps frames that are compared, of a second
     * @param size length of the shorter side in whose pixels motion is told; 0 for the length that it has
     * @param relative whether motion is told as a share of the diagonal, and not in pixels
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting("0.25") double minScore,
            @Setting("Infinity") double maxScore,
            @Setting(value = "2", min = 0.01, max = 1000, measured = true) double samplingFps,
            @Setting(value = "0", min = 0, measured = true) int size,
            @Setting(value = "false", measured = true) boolean relative,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("video_motion_score"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.videos(batch, out, limits, VideoQuestion.motion(params.samplingFps()), 1, video -> new double[] {score(video)});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] scores = row.numbers(0);
        return params.anyOrAll().decide(
                scores.length,
                i -> scores[i] >= params.minScore() && scores[i] <= params.maxScore(),
                "motion score outside limits");
    }

    private double score(MediaAnswer.Video video) {
        double share = video.motion();
        if (share < 0 || params.relative()) {
            return share;
        }
        double width = video.streams().width();
        double height = video.streams().height();
        double scale = params.size() == 0 ? 1 : params.size() / Math.min(width, height);
        return share * Math.sqrt(width * width + height * height) * scale;
    }
}

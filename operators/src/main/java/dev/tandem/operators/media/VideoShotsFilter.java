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
 * Keeps samples by how many shots their videos have, and by their mean length. A shot ends where a picture differs from
 * the one before by a threshold, in hue, saturation and brightness, as PySceneDetect's content detector has it, of
 * pictures whose longer side was reduced to 256 pixels; cuts are found, slow fades are not. Data-Juicer's {@code
 * video_split_by_scene} cuts there. A shot is never shorter than a number of frames: a change too soon after another is
 * none. Samples without videos stay.
 */
@OperatorName("video_shots")
public final class VideoShotsFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public VideoShotsFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * What is a shot, and limits.
     *
     * @param minShots smallest number of shots kept
     * @param maxShots largest number of shots kept
     * @param minMeanSeconds smallest mean length of a shot, in seconds kept
     * @param maxMeanSeconds largest mean length of a shot, in seconds kept
     * @param threshold change that ends a shot, 0 to 255
     * @param minSceneLen fewest frames of a shot
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting(value = "1", min = 1) long minShots,
            @Setting(value = "Infinity", min = 1) long maxShots,
            @Setting(value = "0", min = 0) double minMeanSeconds,
            @Setting(value = "Infinity", min = 0) double maxMeanSeconds,
            @Setting(value = "27.0", min = 0, max = 255, measured = true) double threshold,
            @Setting(value = "15", min = 1, measured = true) int minSceneLen,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("video_shots"), Feature.numbers("video_mean_shot_seconds"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleMedia.videos(batch, out, limits, VideoQuestion.DEFAULT, 2, video -> {
            int shots = shots(video.changes());
            return new double[] {shots, video.streams().seconds() / shots};
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] shots = row.numbers(0);
        double[] lengths = row.numbers(1);
        return params.anyOrAll().decide(
                shots.length,
                i -> shots[i] >= params.minShots() && shots[i] <= params.maxShots()
                        && lengths[i] >= params.minMeanSeconds() && lengths[i] <= params.maxMeanSeconds(),
                "shots outside limits");
    }

    private int shots(float[] changes) {
        int shots = 1;
        int begin = 0;
        for (int frame = 1; frame < changes.length; frame++) {
            if (changes[frame] >= params.threshold() && frame - begin >= params.minSceneLen()) {
                shots++;
                begin = frame;
            }
        }
        return shots;
    }
}

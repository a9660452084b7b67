package dev.tandem.operators.creators;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.media.MediaAnswer;
import dev.tandem.media.MediaRequest;
import dev.tandem.operators.media.codec.SampleMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes a sample of the pictures of each video, as JPEG files of quality 95 in their order, followed by the texts of the sample
 * that has the video: image operators and models can then be asked about them. The original stays. Data-Juicer's
 * {@code video_extract_frames_mapper} notes paths of files in its place.
 */
@OperatorName(value = "video_extract_frames", version = 2)
public final class VideoExtractFramesCreator implements Creator {
    private final Params params;
    private final MediaLimits limits;

    public VideoExtractFramesCreator(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /** How pictures are chosen. */
    public enum Sampling {
        ALL_KEYFRAMES,
        UNIFORM
    }

    /**
     * Which pictures are taken.
     *
     * @param frameSamplingMethod key frames, or frames that are spread evenly from the first to the last
     * @param frameNum how many frames are spread; one alone is the one in the middle
     * @param maxKeyFrames most key frames that are taken, from the first on
     */
    public record Params(
            @Setting("all_keyframes") Sampling frameSamplingMethod,
            @Setting(value = "3", min = 1, max = 1000) int frameNum,
            @Setting(value = "100", min = 1, max = 1000) int maxKeyFrames) {

        MediaRequest.Frames question() {
            boolean keyFrames = frameSamplingMethod == Sampling.ALL_KEYFRAMES;
            return new MediaRequest.Frames(keyFrames, keyFrames ? maxKeyFrames : frameNum);
        }
    }

    @Override
    public void create(SampleView parent, Output out) throws SampleFailedException {
        List<Part.Media> videos = parent.media().stream().filter(media -> media.modality() == Modality.VIDEO).toList();
        List<Sample> made = new ArrayList<>();
        for (Part.Media video : videos) {
            made.add(made(parent.sample(), SampleMedia.frames(video, params.question(), limits), made.size() + 1));
        }
        made.forEach(out::accept);
    }

    private static Sample made(Sample parent, MediaAnswer.Frames frames, int number) {
        List<Part> parts = new ArrayList<>();
        for (MediaAnswer.Picture picture : frames.pictures()) {
            parts.add(new Part.Media(
                    Modality.IMAGE, "image/jpeg", MediaContent.of(picture.jpeg()),
                    Map.of("seconds", Double.toString(picture.seconds()))));
        }
        parent.parts().stream().filter(Part.Text.class::isInstance).forEach(parts::add);
        Map<String, String> metadata = Lineage.excerpt(VideoExtractFramesCreator.class, parent);
        return Sample.of(parent.source() + "#frames-" + number, List.of(parent.id()), metadata, parts);
    }
}

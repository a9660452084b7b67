package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.media.MediaAnswer;
import dev.tandem.media.MediaRequest;
import dev.tandem.operators.creators.VideoExtractFramesCreator.Sampling;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.media.codec.SampleMedia;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps videos whose frames show what the text says: the cosine of the embeddings of each frame and of the text, by the two halves of
 * one model, reduced to one number for each video and rounded to four digits; Data-Juicer's filter of this name. Frames are seen alone,
 * so that what happens between them does not count. The text is that of {@code clip_score}. Samples without text are dropped, samples
 * without videos stay.
 */
@OperatorName("video_frames_text_similarity")
public final class VideoFramesTextSimilarityFilter implements Filter {
    private static final double SCALE = 10_000;

    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public VideoFramesTextSimilarityFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, frames, and limits.
     *
     * @param imageModel the half that reads pictures
     * @param textModel the half that reads text
     * @param frameSamplingMethod key frames, or frames that are spread evenly from the first to the last
     * @param frameNum how many frames are spread; one alone is the one in the middle
     * @param maxKeyFrames most key frames that are looked at, from the first on
     * @param horizontalFlip whether frames are seen in a mirror, left for right
     * @param verticalFlip whether frames are turned upside down
     * @param reduceMode which number stands for the frames of a video: mean, min or max
     * @param textAttribute attribute of the first picture, sound or video that is the text, such as recaption; empty for the description
     * @param minScore smallest cosine kept
     * @param maxScore largest cosine kept
     * @param anyOrAll whether one video within the limits is enough
     */
    public record Params(
            @Setting(value = "clip_image", measured = true) String imageModel,
            @Setting(value = "clip_text", measured = true) String textModel,
            @Setting(value = "all_keyframes", measured = true) Sampling frameSamplingMethod,
            @Setting(value = "3", min = 1, max = 100, measured = true) int frameNum,
            @Setting(value = "20", min = 1, max = 100, measured = true) int maxKeyFrames,
            @Setting(value = "false", measured = true) boolean horizontalFlip,
            @Setting(value = "false", measured = true) boolean verticalFlip,
            @Setting(value = "mean", measured = true) Several reduceMode,
            @Setting(value = "", measured = true) String textAttribute,
            @Setting(value = "0.1", min = -1, max = 1) double minScore,
            @Setting(value = "1.0", min = -1, max = 1) double maxScore,
            @Setting("any") AnyOrAll anyOrAll) {

        MediaRequest.Frames question() {
            boolean keyFrames = frameSamplingMethod == Sampling.ALL_KEYFRAMES;
            return new MediaRequest.Frames(keyFrames, keyFrames ? maxKeyFrames : frameNum);
        }
    }

    @Override
    public List<String> models() {
        return List.of(params.imageModel(), params.textModel());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("similarity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        float[][] texts = CaptionVectors.of(batch, inference, params.textModel(), params.textAttribute());
        Questions questions = new Questions(inference, params.imageModel());
        double[][][] scores = new double[batch.size()][][];
        batch.forEach(out, (row, sample) -> {
            List<Part.Media> videos = sample.media().stream().filter(media -> media.modality() == Modality.VIDEO).toList();
            double[][] ofVideos = new double[videos.size()][0];
            for (int i = 0; i < ofVideos.length && texts[row] != null; i++) {
                MediaAnswer.Frames frames = SampleMedia.frames(videos.get(i), params.question(), limits);
                double[] ofFrames = new double[frames.pictures().size()];
                for (int frame = 0; frame < ofFrames.length; frame++) {
                    int place = frame;
                    questions.ask(ModelRow.image(seen(frames.pictures().get(frame))),
                            answer -> ofFrames[place] = Cosine.of(answer.first().values(), texts[row]));
                }
                ofVideos[i] = ofFrames;
            }
            scores[row] = ofVideos;
        });
        questions.finish();
        for (int row = 0; row < scores.length; row++) {
            if (scores[row] != null) {
                out.numbers(row, 0, Arrays.stream(scores[row]).mapToDouble(this::reduced).toArray());
            }
        }
    }

    private RgbPixels seen(MediaAnswer.Picture frame) throws SampleFailedException {
        RgbPixels picture = PictureRgb.of(ImageDecoder.decode(MediaContent.of(frame.jpeg()), limits).pixels());
        return PictureRgb.flipped(picture, params.horizontalFlip(), params.verticalFlip());
    }

    private double reduced(double[] ofFrames) {
        return Math.rint(params.reduceMode().of(ofFrames) * SCALE) / SCALE;
    }

    @Override
    public Decision decide(FeatureRow row) {
        return PictureScores.decide(
                row.numbers(0), params.anyOrAll(), params.minScore(), params.maxScore(), "similarity of frames outside limits");
    }
}

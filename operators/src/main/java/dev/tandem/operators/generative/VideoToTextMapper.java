package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.media.MediaRequest;
import dev.tandem.operators.media.codec.SampleMedia;
import dev.tandem.operators.model.Caption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes videos by pictures of them, with a model that looks at several at once, and writes the description as an attribute of each
 * video. It knows what the pictures show and what its page says; it hears nothing, and sees nothing between the pictures.
 */
@OperatorName("video_to_text")
public final class VideoToTextMapper implements AttributeMapper {
    private static final String IMAGES = "images";
    private static final String PAGE = "page";
    private static final String CAPTION = "caption";

    private final Params params;
    private final MediaLimits limits;
    private final PromptedModel writer;

    public VideoToTextMapper(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.writer = new PromptedModel(
                context, params.writing().of(params.model()), params.prompt(),
                Map.of(IMAGES, PromptKind.IMAGE, PAGE, PromptKind.TEXT),
                AnswerFormat.object().text(CAPTION, 1, params.maxLen()));
    }

    /** How pictures are chosen. */
    public enum Sampling {
        ALL_KEYFRAMES,
        UNIFORM
    }

    /**
     * How videos are described.
     *
     * @param model that looks at pictures and writes
     * @param prompt with the variables images and page
     * @param field the attribute that is written
     * @param frameSamplingMethod key frames, or frames that are spread evenly from the first to the last
     * @param frameNum most frames that are looked at
     * @param maxLen greatest length of a description, in code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("video_to_text@1") String prompt,
            @Setting("video_caption") String field,
            @Setting("all_keyframes") Sampling frameSamplingMethod,
            @Setting(value = "8", min = 1, max = 64) int frameNum,
            @Setting(value = "4000", min = 1, max = 20_000) int maxLen,
            @SettingGroup("max_tokens=1024") WriterSettings writing) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Written.besideParts(batch, out, writer, params.field(), () -> this::question);
    }

    private Optional<Question> question(SampleView sample, int part) throws SampleFailedException {
        if (!(sample.parts().get(part) instanceof Part.Media video) || video.modality() != Modality.VIDEO) {
            return Optional.empty();
        }
        MediaRequest.Frames frames = new MediaRequest.Frames(params.frameSamplingMethod() == Sampling.ALL_KEYFRAMES, params.frameNum());
        List<Prompt.Image> pictures = SampleMedia.frames(video, frames, limits).pictures().stream()
                .map(picture -> new Prompt.Image("image/jpeg", picture.jpeg()))
                .toList();
        return Optional.of(Question.Open.of(
                Map.of(IMAGES, new PromptValue.Images(pictures), PAGE, new PromptValue.Text(Caption.of(sample))), CAPTION));
    }
}

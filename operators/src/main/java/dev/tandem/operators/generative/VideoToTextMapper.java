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
                context,
                new PromptedModel.Settings(params.model(), params.maxTokens(), params.temperature(), params.attempts(), params.seed(),
                        params.round(), params.budget()),
                params.prompt(),
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
     * @param maxTokens greatest length of an answer, in tokens
     * @param temperature 0 for the likeliest text
     * @param attempts answers that are asked for, each with another seed, until one has the form that is asked for
     * @param seed another seed is another answer
     * @param round number of the round of development that texts are made in; 0 for none
     * @param budget what the run may spend here, such as calls=1000, tokens=2000000, items=500, seconds=3600, or cost=12.5 with
     *     call_price, read_price and written_price (of a million tokens)
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("video_to_text@1") String prompt,
            @Setting("video_caption") String field,
            @Setting("all_keyframes") Sampling frameSamplingMethod,
            @Setting(value = "8", min = 1, max = 64) int frameNum,
            @Setting(value = "4000", min = 1, max = 20_000) int maxLen,
            @Setting(value = "1024", min = 1, max = 32_768) int maxTokens,
            @Setting(value = "0", min = 0, max = 2) double temperature,
            @Setting(value = "3", min = 1, max = 10) int attempts,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round,
            @Setting("") List<String> budget) {}

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

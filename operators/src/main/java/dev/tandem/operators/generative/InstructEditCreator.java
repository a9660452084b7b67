package dev.tandem.operators.generative;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.Tensor;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.creators.ItemMetadata;
import dev.tandem.operators.creators.Lineage;
import dev.tandem.operators.creators.drawing.Canvas;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.model.Caption;
import dev.tandem.operators.model.EditScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes triplets of a picture, an instruction and the edited picture (InstructPix2Pix, Brooks et al., 2023): a model writes an instruction
 * and what the caption is after it, another one, which the recipe names, edits the picture several times, and those are kept that pass
 * four limits: the pictures are alike, each fits its caption, and they differ as the captions differ. Of these the best ones by the last.
 * Tandem comes with no model that edits: its contract reads {@code image}, {@code text} (the instruction), {@code caption},
 * {@code edited_caption} and {@code seed}, as far as it likes, and answers with numbers from 0 to 255 of the shape height, width, 3.
 */
@OperatorName("instruct_edit")
public final class InstructEditCreator implements VerifyingCreator {
    private static final String CAPTION = "caption";
    private static final String INSTRUCTION = "instruction";
    private static final String EDITED = "edited_caption";
    private static final int MOST_LENGTH = 1_000;

    private final Params params;
    private final MediaLimits limits;
    private final Inference inference;
    private final Lineage lineage;
    private final PromptedModel writer;

    public InstructEditCreator(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.inference = context.inference();
        this.lineage = Lineage.of(InstructEditCreator.class, params.writing().seed(), params.writing().round());
        this.writer = new PromptedModel(
                context, params.writing().of(params.model()), params.prompt(),
                Map.of(CAPTION, PromptKind.TEXT),
                AnswerFormat.object().text(INSTRUCTION, 1, MOST_LENGTH).text(EDITED, 1, MOST_LENGTH));
    }

    /**
     * Models, and limits.
     *
     * @param model that writes
     * @param prompt with the variable caption
     * @param editor the model that edits pictures
     * @param imageModel the half that reads pictures
     * @param textModel the half that reads text
     * @param candidates edits of a picture, each with another seed
     * @param minImageSimilarity least cosine of the two pictures
     * @param minDirection least cosine of what changes in the pictures and what changes in the captions
     * @param minTextSimilarity least cosine of each picture and its caption
     * @param keep most edits of a picture that become items
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("edit_instruction@1") String prompt,
            @Setting("image_edit") String editor,
            @Setting("clip_image") String imageModel,
            @Setting("clip_text") String textModel,
            @Setting(value = "8", min = 1, max = 1000) int candidates,
            @Setting(value = "0.7", min = -1, max = 1) double minImageSimilarity,
            @Setting(value = "0.2", min = -1, max = 1) double minDirection,
            @Setting(value = "0.2", min = -1, max = 1) double minTextSimilarity,
            @Setting(value = "4", min = 1, max = 1000) int keep,
            @SettingGroup("temperature=0.7") WriterSettings writing) {}

    @Override
    public boolean waitsForModels() {
        return true;
    }

    @Override
    public List<String> models() {
        return List.of(params.model(), params.editor(), params.imageModel(), params.textModel());
    }

    /** An edit, and how it was scored. */
    private record Edit(int number, Part.Media picture, EditScores scores) {}

    @Override
    public void create(SampleView parent, Output out) throws SampleFailedException {
        String caption = Caption.of(parent);
        int number = 0;
        for (Part.Media picture : parent.media()) {
            if (!Pictures.isPicture(picture) || caption.isEmpty()) {
                continue;
            }
            number++;
            Pixels pixels = ImageDecoder.decode(picture.content(), limits).pixels();
            switch (writer.ask(Map.of(CAPTION, new PromptValue.Text(caption)))) {
                case Answered.Refused refused -> out.refuse(refused.fault().reason());
                case Answered.Given given -> {
                    List<Edit> edits = edits(caption, pixels, given.values(), out);
                    edits.sort(Comparator.comparingDouble((Edit edit) -> -edit.scores().direction()).thenComparingInt(Edit::number));
                    for (int i = 0; i < edits.size(); i++) {
                        if (i < params.keep()) {
                            String place = parent.sample().source() + "#edit-" + number + "-" + edits.get(i).number();
                            MadeItem.tell(this, writer, item(parent.sample(), picture, caption, given, edits.get(i), place), out);
                        } else {
                            out.refuse("others are better");
                        }
                    }
                }
            }
        }
    }

    private List<Edit> edits(String caption, Pixels before, AnswerValues words, Output out) {
        List<Edit> edits = new ArrayList<>();
        EditScores.Scorer scorer = new EditScores.Scorer(
                inference, params.imageModel(), params.textModel(), before, caption, words.text(EDITED));
        for (int i = 0; i < params.candidates(); i++) {
            ModelRow row = scorer.before()
                    .with("text", new ModelInput.Text(words.text(INSTRUCTION)))
                    .with(CAPTION, new ModelInput.Text(caption))
                    .with(EDITED, new ModelInput.Text(words.text(EDITED)))
                    .with("seed", ModelInput.Numbers.of(params.writing().seed() + i));
            Pixels after = pixels(inference.infer(params.editor(), List.of(row)).getFirst().first());
            EditScores scores = scorer.of(after);
            Optional<String> fault = fault(scores);
            if (fault.isPresent()) {
                out.refuse(fault.get());
            } else {
                edits.add(new Edit(i + 1, Canvas.of(after).part(Map.of()), scores));
            }
        }
        return edits;
    }

    private Pixels pixels(Tensor tensor) {
        int[] shape = tensor.shape();
        if (shape.length != 3 || shape[2] != 3 || shape[0] < 1 || shape[1] < 1 || (long) shape[0] * shape[1] > limits.maxPixels()) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + params.editor() + "' answered with the shape "
                    + Arrays.toString(shape) + ", expected a picture: height, width, 3.");
        }
        byte[] rgb = new byte[tensor.values().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.clamp(Math.round(tensor.values()[i]), 0, 255);
        }
        return new Pixels(shape[1], shape[0], 3, rgb);
    }

    private Sample item(Sample parent, Part.Media picture, String caption, Answered.Given given, Edit edit, String place) {
        Map<String, String> metadata = lineage.metadata(parent);
        metadata.putAll(given.making().metadata());
        metadata.put(ItemMetadata.EDIT, Json.text(edit.scores()));
        Part before = picture.with(Map.of(PartAttributes.CAPTION, caption));
        Part after = edit.picture().with(Map.of(PartAttributes.CAPTION, given.values().text(EDITED), "editor", params.editor()));
        Part instruction = new Part.Text(given.values().text(INSTRUCTION), Map.of(PartAttributes.ROLE, PartAttributes.QUESTION));
        return Sample.of(place, List.of(parent.id()), metadata, List.of(before, instruction, after));
    }

    private Optional<String> fault(EditScores scores) {
        if (scores.image() < params.minImageSimilarity()) {
            return Optional.of("the pictures are not alike");
        }
        if (scores.textBefore() < params.minTextSimilarity() || scores.textAfter() < params.minTextSimilarity()) {
            return Optional.of("a picture does not fit its caption");
        }
        return scores.direction() < params.minDirection() ? Optional.of("the change is not that of the captions") : Optional.empty();
    }

    @Override
    public Optional<String> fault(Sample made) {
        String scores = made.metadata().getOrDefault(ItemMetadata.EDIT, "");
        if (scores.isEmpty() || made.parts().size() != 3
                || !(made.parts().getFirst() instanceof Part.Media before) || !(made.parts().getLast() instanceof Part.Media after)) {
            return Optional.of("no edit");
        }
        if (before.content().digest().equals(after.content().digest())) {
            return Optional.of("nothing is changed");
        }
        return fault(Json.read(scores, EditScores.class));
    }
}

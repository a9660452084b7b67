package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.List;

/**
 * Reads the text in images and writes it as the attribute {@code ocr} of each, lines with line feeds between them, for
 * operators after it, such as {@code clip_score} with a model that reads it and {@code instruction_in_image}. An image
 * without text gets an empty one. Text has to stand upright: slanted lines are read badly or not at all.
 */
@OperatorName("ocr_text")
public final class OcrTextMapper implements AttributeMapper {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public OcrTextMapper(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * The models.
     *
     * @param detector finds lines of text in an image
     * @param recogniser reads a line; the first label of its output is the blank of its connectionist temporal classification
     */
    public record Params(
            @Setting("ocr_detect") String detector,
            @Setting("ocr_recognise") String recogniser) {}

    @Override
    public List<String> models() {
        return List.of(params.detector(), params.recogniser());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        PictureTexts texts = new PictureTexts(inference, params.detector(), params.recogniser());
        for (int row = 0; row < batch.size(); row++) {
            SampleView sample = batch.samples().get(row);
            try {
                read(row, sample, texts, out);
            } catch (SampleFailedException e) {
                out.fail(row, e.code(), e.getMessage());
            }
            sample.forget();
        }
        texts.finish();
    }

    private void read(int row, SampleView sample, PictureTexts texts, Attributes out) throws SampleFailedException {
        SampleImages images = SampleImages.of(sample, limits);
        int image = 0;
        for (int i = 0; i < sample.parts().size(); i++) {
            if (sample.parts().get(i) instanceof Part.Media media && media.modality() == Modality.IMAGE) {
                int part = i;
                texts.read(PictureRgb.of(images.image(image++).pixels()), text -> out.add(row, part, PartAttributes.OCR, text));
            }
        }
    }
}

package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.ArrayList;
import java.util.List;

/**
 * Rescues images from bad descriptions: of the description and of captions that were made of the image ({@code recaption},
 * {@code retrieved_caption}) the one that fits the image best by the two halves of one model is written as an attribute, beside all of
 * them, and which it was as another; a bad description is a reason to write a better one, not to lose the image (Nguyen et al., 2023).
 * {@code clip_score} with {@code text_attribute: best_caption} scores it, {@code alignment_verdict} tells what is rescued. A model finds
 * fitting what is written in the image as well.
 */
@OperatorName("caption_rescue")
public final class CaptionRescueMapper implements AttributeMapper {
    private static final String DESCRIPTION = "description";
    private static final String FROM = ".from";

    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public CaptionRescueMapper(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and which texts are compared.
     *
     * @param imageModel the half that reads pictures
     * @param textModel the half that reads text
     * @param captions attributes of the image with captions; of equally good ones the first counts, and before them the description
     * @param minGain how much more similar than the description a caption has to be
     * @param field the attribute that is written; with .from behind it, the one that says which text it was
     */
    public record Params(
            @Setting("clip_image") String imageModel,
            @Setting("clip_text") String textModel,
            @Setting("recaption,retrieved_caption") List<String> captions,
            @Setting(value = "0", min = 0, max = 2) double minGain,
            @Setting("best_caption") String field) {}

    @Override
    public List<String> models() {
        return List.of(params.imageModel(), params.textModel());
    }

    /** One image, its texts, and what models said of them. */
    private static final class Rescue {
        private final int row;
        private final int part;
        private final List<String> names = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final List<float[]> vectors = new ArrayList<>();
        private float[] image;

        Rescue(int row, int part) {
            this.row = row;
            this.part = part;
        }

        void add(String name, String text) {
            if (!text.isBlank()) {
                names.add(name);
                texts.add(text.strip());
                vectors.add(null);
            }
        }

        int best(double gain) {
            int best = 0;
            double most = Cosine.of(image, vectors.getFirst()) + (names.getFirst().equals(DESCRIPTION) ? gain : 0);
            for (int i = 1; i < texts.size(); i++) {
                double similarity = Cosine.of(image, vectors.get(i));
                if (similarity > most) {
                    most = similarity;
                    best = i;
                }
            }
            return best;
        }
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Questions images = new Questions(inference, params.imageModel());
        Questions texts = new Questions(inference, params.textModel());
        List<Rescue> rescues = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            SampleView sample = batch.samples().get(row);
            try {
                rescues.addAll(ask(row, sample, images, texts));
            } catch (SampleFailedException e) {
                out.fail(row, e.code(), e.getMessage());
            }
            sample.forget();
        }
        images.finish();
        texts.finish();
        for (Rescue rescue : rescues) {
            int best = rescue.best(params.minGain());
            out.add(rescue.row, rescue.part, params.field(), rescue.texts.get(best));
            out.add(rescue.row, rescue.part, params.field() + FROM, rescue.names.get(best));
        }
    }

    private List<Rescue> ask(int row, SampleView sample, Questions images, Questions texts) throws SampleFailedException {
        SampleImages decoded = SampleImages.of(sample, limits);
        List<Rescue> rescues = new ArrayList<>();
        int image = 0;
        for (int part = 0; part < sample.parts().size(); part++) {
            if (sample.parts().get(part) instanceof Part.Media media && media.modality() == Modality.IMAGE) {
                Rescue rescue = new Rescue(row, part);
                rescue.add(DESCRIPTION, Caption.of(sample));
                params.captions().forEach(name -> rescue.add(name, media.attributes().getOrDefault(name, "")));
                if (!rescue.texts.isEmpty()) {
                    images.ask(PictureRow.of(sample, PictureRgb.of(decoded.image(image).pixels())),
                            answer -> rescue.image = answer.first().values());
                    for (int i = 0; i < rescue.texts.size(); i++) {
                        int place = i;
                        texts.ask(ModelRow.text(rescue.texts.get(i)), answer -> rescue.vectors.set(place, answer.first().values()));
                    }
                    rescues.add(rescue);
                }
                image++;
            }
        }
        return rescues;
    }
}

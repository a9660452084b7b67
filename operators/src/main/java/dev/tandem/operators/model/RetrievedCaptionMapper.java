package dev.tandem.operators.model;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.RgbPixels;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes images without a model that writes: the description of the image of an index that is nearest to it by the two halves of one
 * model, followed by what a tagger sees and by the text that was read in the image. {@code tandem train-towers --captions} makes the
 * index of the pairs that it trains on; the image's own description is not taken. It never says anything new, and says wrong things
 * where the index has nothing alike: {@code min_similarity} leaves those out. Written as an attribute of each image, for {@code sieve},
 * {@code caption_rescue} and people.
 */
@OperatorName("retrieved_caption")
public final class RetrievedCaptionMapper implements AttributeMapper {
    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;
    private CaptionIndex index;

    public RetrievedCaptionMapper(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and what is written.
     *
     * @param imageModel the half that reads pictures
     * @param index descriptions in the space of the two halves, by the name that train-towers gave them
     * @param nearest how many descriptions are taken, the nearest first
     * @param minSimilarity cosine from which a description is near enough; an image without one gets an empty caption
     * @param tagger a model that answers with probabilities that have labels; empty for none
     * @param topTags how many tags are told, the likeliest first
     * @param minProbability of a tag that is told
     * @param readText whether the text that ocr_text read in the image is told
     * @param field the attribute that is written
     */
    public record Params(
            @Setting("clip_image") String imageModel,
            @Setting("clip_captions") String index,
            @Setting(value = "1", min = 1, max = 10) int nearest,
            @Setting(value = "-1", min = -1, max = 1) double minSimilarity,
            @Setting("") String tagger,
            @Setting(value = "3", min = 1, max = 20) int topTags,
            @Setting(value = "0.2", min = 0, max = 1) double minProbability,
            @Setting("true") boolean readText,
            @Setting("retrieved_caption") String field) {}

    @Override
    public List<String> models() {
        return params.tagger().isEmpty()
                ? List.of(params.imageModel(), params.index())
                : List.of(params.imageModel(), params.index(), params.tagger());
    }

    /** A caption on its way. */
    private static final class Draft {
        private final int part;
        private final String read;
        private String described = "";
        private String tags = "";

        Draft(int part, String read) {
            this.part = part;
            this.read = read;
        }

        String text() {
            StringBuilder text = new StringBuilder(described);
            if (!described.isEmpty() && !tags.isEmpty()) {
                text.append(" Things: ").append(tags).append('.');
            }
            if (!described.isEmpty() && !read.isEmpty()) {
                text.append(" Text: \"").append(read.replace('\n', ' ')).append("\".");
            }
            return text.toString();
        }
    }

    @Override
    public void map(Batch batch, Attributes out) {
        if (index == null) {
            index = CaptionIndex.decode(inference.file(params.index(), ModelFile.WEIGHTS));
        }
        Questions images = new Questions(inference, params.imageModel());
        Questions tags = new Questions(inference, params.tagger());
        Map<Integer, List<Draft>> drafts = new LinkedHashMap<>();
        for (int row = 0; row < batch.size(); row++) {
            SampleView sample = batch.samples().get(row);
            try {
                drafts.put(row, drafts(sample, images, tags));
            } catch (SampleFailedException e) {
                out.fail(row, e.code(), e.getMessage());
            }
            sample.forget();
        }
        images.finish();
        tags.finish();
        drafts.forEach((row, ofRow) -> ofRow.forEach(draft -> out.add(row, draft.part, params.field(), draft.text())));
    }

    private List<Draft> drafts(SampleView sample, Questions images, Questions tags) throws SampleFailedException {
        SampleImages decoded = SampleImages.of(sample, limits);
        String own = Caption.of(sample);
        List<Draft> drafts = new ArrayList<>();
        for (int part = 0; part < sample.parts().size(); part++) {
            if (sample.parts().get(part) instanceof Part.Media media && media.modality() == Modality.IMAGE) {
                RgbPixels picture = PictureRgb.of(decoded.image(drafts.size()).pixels());
                String read = params.readText() ? media.attributes().getOrDefault(PartAttributes.OCR, "").strip() : "";
                Draft draft = new Draft(part, read);
                drafts.add(draft);
                images.ask(PictureRow.of(sample, picture), answer -> draft.described = described(answer.first().values(), own));
                if (!params.tagger().isEmpty()) {
                    tags.ask(ModelRow.image(picture), answer -> draft.tags = tags(answer));
                }
            }
        }
        return drafts;
    }

    private String described(float[] vector, String own) {
        List<String> sentences = index.nearest(vector, params.nearest(), own).stream()
                .filter(found -> found.similarity() >= params.minSimilarity())
                .map(found -> sentence(found.text()))
                .toList();
        return String.join(" ", sentences);
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || ".!?".indexOf(stripped.charAt(stripped.length() - 1)) >= 0 ? stripped : stripped + ".";
    }

    private String tags(ModelAnswer answer) {
        String output = TagVectors.probabilities(inference, params.tagger());
        List<String> labels = inference.labels(params.tagger(), output);
        float[] chances = answer.output(output).values();
        List<String> told = new ArrayList<>();
        for (int tag : TopTags.of(chances, params.topTags())) {
            if (chances[tag] >= params.minProbability()) {
                told.add(labels.get(tag));
            }
        }
        return String.join(", ", told);
    }
}

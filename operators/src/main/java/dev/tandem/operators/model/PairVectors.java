package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What two base models say of pairs of picture and text: what two towers are trained on. Held in memory, some kilobytes a pair.
 * The picture is the first of a sample, the text as {@code clip_score} takes it.
 */
public final class PairVectors {
    private final MediaLimits limits;
    private final Half images;
    private final Half texts;
    private final Optional<Half> read;
    private final List<String> groups = new ArrayList<>();
    private final List<String> captions = new ArrayList<>();
    private long skipped;

    /**
     * Of no pair yet.
     *
     * @param imageModel reads images, and has an output that is an embedding
     * @param textModel reads texts, and has an output that is an embedding
     * @param readText whether it reads the text in pictures as well, where {@code ocr_text} found some
     */
    public PairVectors(Inference inference, MediaLimits limits, String imageModel, String textModel, boolean readText) {
        this.limits = limits;
        this.images = new Half(inference, imageModel);
        this.texts = new Half(inference, textModel);
        this.read = readText ? Optional.of(new Half(inference, textModel)) : Optional.empty();
    }

    /**
     * The output of a model that is an embedding.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} when it has none
     */
    static OutputSpec embedding(Inference inference, String model) {
        return inference.contract(model).outputs().stream()
                .filter(spec -> spec.meaning() == OutputSpec.Meaning.EMBEDDING && spec.shape().size() == 1)
                .findFirst()
                .orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT, "The model '" + model
                        + "' has no output that is an embedding. Name one that has, such as efficientnet_lite0 or minilm."));
    }

    /** One of the two models, and what it said so far. */
    public static final class Half {
        private final String model;
        private final String output;
        private final int width;
        private final Questions questions;
        private final List<float[]> vectors = new ArrayList<>();

        private Half(Inference inference, String model) {
            OutputSpec embedding = embedding(inference, model);
            this.model = model;
            this.output = embedding.name();
            this.width = embedding.shape().getFirst();
            this.questions = new Questions(inference, model);
        }

        private void ask(ModelRow row) {
            questions.ask(row, answer -> vectors.add(answer.output(output).values()));
        }

        public String model() {
            return model;
        }

        /** Name of the output that is the embedding. */
        public String output() {
            return output;
        }

        public int width() {
            return width;
        }

        /** A row for each pair, in order. */
        public float[][] vectors() {
            questions.finish();
            return vectors.toArray(float[][]::new);
        }
    }

    /** Adds a pair; a sample without image or text, or with one that cannot be decoded, is skipped and counted. */
    public void add(Sample sample) {
        SampleView view = new SampleView(sample);
        String caption = Caption.of(view);
        try {
            SampleImages found = SampleImages.of(view, limits);
            if (caption.isEmpty() || found.count() == 0) {
                skip();
                return;
            }
            ModelRow row = PictureRow.of(view, PictureRgb.of(found.image(0).pixels()));
            images.ask(row);
            texts.ask(ModelRow.text(caption));
            read.ifPresent(half -> half.ask(ModelRow.text(Caption.firstMedia(view.parts(), PartAttributes.OCR))));
            captions.add(caption);
            groups.add(sample.parents().isEmpty() ? sample.id().hex() : sample.parents().getFirst().hex());
        } catch (SampleFailedException e) {
            skip();
        }
    }

    /** Counts something that is no pair. */
    public void skip() {
        skipped++;
    }

    public Half images() {
        return images;
    }

    public Half texts() {
        return texts;
    }

    /** Of each pair, what it must not be torn from: the page that it was made from, else itself. */
    public String[] groups() {
        return groups.toArray(String[]::new);
    }

    /** Of the text in each picture, where that was asked for. */
    public Optional<Half> read() {
        return read;
    }

    /** What contracts call the text in a picture. */
    public static String readValue() {
        return PictureRow.READ;
    }

    /** The text of each pair. */
    public List<String> captions() {
        return List.copyOf(captions);
    }

    public long skipped() {
        return skipped;
    }
}

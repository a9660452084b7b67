package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final List<Described> pairs = new ArrayList<>();
    private long skipped;

    /** Of no pair yet, and without the text in pictures. */
    public PairVectors(Inference inference, MediaLimits limits, String imageModel, String textModel) {
        this(inference, limits, imageModel, textModel, false);
    }

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

    /**
     * What else is known of a pair.
     *
     * @param text as {@code clip_score} takes it
     * @param title of the page; may be empty
     * @param names the last part of the address of page and picture, as far as there are some
     * @param read the text that was read in the picture; may be empty
     * @param pixels of the picture
     */
    public record Described(Sample sample, String text, String title, String names, String read, long pixels) {}

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

    /**
     * Adds a pair; a sample without image or text, or with one that cannot be decoded, is skipped and counted.
     *
     * @return whether it was added
     */
    public boolean add(Sample sample) {
        SampleView view = new SampleView(sample);
        String caption = Caption.of(view);
        try {
            SampleImages found = SampleImages.of(view, limits);
            if (caption.isEmpty() || found.count() == 0) {
                skip();
                return false;
            }
            RgbPixels picture = PictureRgb.of(found.image(0).pixels());
            images.ask(PictureRow.of(view, picture));
            texts.ask(ModelRow.text(caption));
            read.ifPresent(half -> half.ask(ModelRow.text(Caption.firstMedia(view.parts(), PartAttributes.OCR))));
            pairs.add(described(sample, caption, (long) picture.width() * picture.height()));
            return true;
        } catch (SampleFailedException e) {
            skip();
            return false;
        }
    }

    private static Described described(Sample sample, String caption, long pixels) {
        Map<String, String> metadata = sample.metadata();
        // What is made of a page has its place behind a number sign.
        String page = metadata.getOrDefault(SampleMetadata.URL, sample.source().replaceFirst("#.*", ""));
        String picture = Caption.firstMedia(sample.parts(), PartAttributes.URL);
        return new Described(
                sample,
                caption,
                metadata.getOrDefault(SampleMetadata.TITLE, ""),
                (last(page) + " " + last(picture)).strip(),
                Caption.firstMedia(sample.parts(), PartAttributes.OCR),
                pixels);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
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
        return pairs.stream().map(pair -> group(pair.sample())).toArray(String[]::new);
    }

    /** What a pair must not be torn from. */
    public static String group(Sample sample) {
        return sample.parents().isEmpty() ? sample.id().hex() : sample.parents().getFirst().hex();
    }

    /** The pairs, in order. */
    public List<Described> pairs() {
        return List.copyOf(pairs);
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
        return pairs.stream().map(Described::text).toList();
    }

    public long skipped() {
        return skipped;
    }
}

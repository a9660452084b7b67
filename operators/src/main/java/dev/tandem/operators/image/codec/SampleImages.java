package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.SampleView.Derivation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The images of a sample, each decoded when it is first asked for and then shared by all operators that see the sample. As
 * many are held as have no more pixels together than one image may have; those beyond are decoded anew whenever they are
 * asked for, so that memory is bounded however many there are.
 */
public final class SampleImages {
    /** One derivation for each limits, so that all operators of a pass share it. */
    private static final Map<MediaLimits, Derivation<SampleImages>> DERIVATIONS = new ConcurrentHashMap<>();

    private final List<Part.Media> images;
    private final MediaLimits limits;
    private final DecodedImage[] held;
    private long heldPixels;

    private SampleImages(List<Part.Media> images, MediaLimits limits) {
        this.images = images;
        this.limits = limits;
        this.held = new DecodedImage[images.size()];
    }

    public static SampleImages of(SampleView sample, MediaLimits limits) throws SampleFailedException {
        return sample.derive(DERIVATIONS.computeIfAbsent(limits, within -> view -> new SampleImages(
                view.media().stream().filter(media -> media.modality() == Modality.IMAGE).toList(), within)));
    }

    /** How many images the sample has. */
    public int count() {
        return images.size();
    }

    public DecodedImage image(int index) throws SampleFailedException {
        if (held[index] != null) {
            return held[index];
        }
        DecodedImage decoded = ImageDecoder.decode(images.get(index).content(), limits);
        long pixels = (long) decoded.width() * decoded.height();
        if (heldPixels + pixels <= limits.maxPixels()) {
            heldPixels += pixels;
            held[index] = decoded;
        }
        return decoded;
    }

    /** Measures of an image, in the order of a filter's features. */
    @FunctionalInterface
    public interface Measure {
        double[] of(DecodedImage image) throws SampleFailedException;
    }

    /** Measures every image of every sample: each feature gets one number for each image. */
    public static void measure(Batch batch, Measurements out, MediaLimits limits, int features, Measure measure) {
        batch.forEach(out, (row, sample) -> {
            SampleImages images = of(sample, limits);
            double[][] values = new double[features][images.count()];
            for (int i = 0; i < images.count(); i++) {
                double[] measured = measure.of(images.image(i));
                for (int feature = 0; feature < features; feature++) {
                    values[feature][i] = measured[feature];
                }
            }
            for (int feature = 0; feature < features; feature++) {
                out.numbers(row, feature, values[feature]);
            }
        });
    }
}

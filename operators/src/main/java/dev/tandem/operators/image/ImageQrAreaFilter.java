package dev.tandem.operators.image;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.List;

/**
 * Drops images of which QR codes cover much, by the squares in three corners of a code: dark and light in the proportions
 * 1:1:3:1:1 along every line through their middle. Codes are found whatever angle they are turned by, and whether they can
 * be read or not; not found are codes whose modules are smaller than two pixels, or that are seen from far aside. NeMo
 * Curator asks OpenCV's detector, which finds fewer.
 */
@OperatorName("image_qr_area")
public final class ImageQrAreaFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageQrAreaFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * The limit.
     *
     * @param scoreThreshold share of the area from which on an image is dropped
     * @param anyOrAll whether one image below it is enough
     */
    public record Params(
            @Setting(value = "0.05", min = 0, max = 1) double scoreThreshold,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("qr_area"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 1, image -> new double[] {
            QrArea.of(GreyPlane.of(image))
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] areas = row.numbers(0);
        return params.anyOrAll().decide(
                areas.length, i -> areas[i] < params.scoreThreshold(), "image covered by QR codes");
    }
}

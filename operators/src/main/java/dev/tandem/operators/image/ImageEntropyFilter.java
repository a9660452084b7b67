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
 * Keeps samples by the entropy of the grey values of their images, in bits: 0 for a plain area, 8 where all 256 values are
 * equally frequent. Photographs have 6 to 8, drawings and screenshots 1 to 5. Where a value stands does not count.
 */
@OperatorName("image_entropy")
public final class ImageEntropyFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageEntropyFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * Limits.
     *
     * @param minEntropy smallest entropy kept
     * @param maxEntropy largest entropy kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(
            @Setting(value = "1.0", min = 0, max = 8) double minEntropy,
            @Setting(value = "8.0", min = 0, max = 8) double maxEntropy,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("entropy"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 1, image -> new double[] {entropy(image.luma())});
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] bits = row.numbers(0);
        return params.anyOrAll().decide(
                bits.length,
                i -> bits[i] >= params.minEntropy() && bits[i] <= params.maxEntropy(),
                "image entropy outside limits");
    }

    private static double entropy(byte[] grey) {
        int[] counts = new int[256];
        for (byte value : grey) {
            counts[value & 0xff]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / grey.length;
                bits -= share * (StrictMath.log(share) / StrictMath.log(2));
            }
        }
        return Math.clamp(bits, 0, 8);
    }
}

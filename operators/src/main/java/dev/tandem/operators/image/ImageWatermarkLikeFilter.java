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
 * Drops photographs over which the same edges come again and again at fixed distances in two directions, as the watermarks
 * do that stock photographs are covered with, however faint they are. It needs no model, and sees no more than that: a
 * single mark in the middle or in a corner is not found, nor marks further apart than 192 pixels in a picture of 1024 or
 * less; and whatever repeats itself anyhow is taken for marked: screenshots, diagrams, tables, tiles and windows. Photographs
 * have values below 0.01, those under marks 0.02 to 0.2. Images with a side below 256 pixels stay.
 */
@OperatorName("image_watermark_like")
public final class ImageWatermarkLikeFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageWatermarkLikeFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
    }

    /**
     * The limit.
     *
     * @param maxRepetition how much the correlation of the image's edges with those at a distance may stand out, 0 to 1
     * @param anyOrAll whether one image within the limit is enough
     */
    public record Params(
            @Setting(value = "0.02", min = 0, max = 1) double maxRepetition,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("edge_repetition"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        SampleImages.measure(batch, out, limits, 1, image -> new double[] {
            EdgeRepetition.of(GreyPlane.of(image))
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] values = row.numbers(0);
        return params.anyOrAll().decide(
                values.length, i -> values[i] <= params.maxRepetition(), "image like one with a watermark");
    }
}

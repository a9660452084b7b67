package dev.tandem.operators.image;

import dev.tandem.core.model.Modality;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Keeps samples by the size of their images' files, which are not read for it; samples without images stay. For width and
 * height see {@code image_shape}.
 */
@OperatorName(value = "image_size", version = 3)
public final class ImageSizeFilter implements Filter {
    private final double min;
    private final double max;
    private final AnyOrAll anyOrAll;

    public ImageSizeFilter(Params params) {
        min = FileSize.bytes("min_size", params.minSize());
        max = FileSize.bytes("max_size", params.maxSize());
        anyOrAll = params.anyOrAll();
    }

    /**
     * Limits: bytes, or a number with a unit; units are of 1024 (KB, MB, GB, TB, PB, also written KiB and so on).
     *
     * @param minSize smallest file kept
     * @param maxSize largest file kept
     * @param anyOrAll whether one image within the limits is enough
     */
    public record Params(@Setting("0") String minSize, @Setting("1TB") String maxSize, @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("image_sizes"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.numbers(row, 0, sample.media().stream()
                .filter(media -> media.modality() == Modality.IMAGE)
                .mapToDouble(media -> media.content().size())
                .toArray()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] sizes = row.numbers(0);
        return anyOrAll.decide(sizes.length, i -> sizes[i] >= min && sizes[i] <= max, "image size outside limits");
    }
}

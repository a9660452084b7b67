package dev.tandem.operators.media;

import dev.tandem.core.model.Modality;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.image.FileSize;
import java.util.List;

/** Keeps samples by the size of their sounds' files, which are not read for it; samples without sounds stay. */
@OperatorName("audio_size")
public final class AudioSizeFilter implements Filter {
    private final double min;
    private final double max;
    private final AnyOrAll anyOrAll;

    public AudioSizeFilter(Params params) {
        min = FileSize.bytes("min_size", params.minSize());
        max = FileSize.bytes("max_size", params.maxSize());
        anyOrAll = params.anyOrAll();
    }

    /**
     * Limits: bytes, or a number with a unit; units are of 1024 (KB, MB, GB, TB, PB, also written KiB and so on).
     *
     * @param minSize smallest file kept
     * @param maxSize largest file kept
     * @param anyOrAll whether one sound within the limits is enough
     */
    public record Params(@Setting("0") String minSize, @Setting("1TB") String maxSize, @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("audio_sizes"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.numbers(row, 0, sample.media().stream()
                .filter(media -> media.modality() == Modality.AUDIO)
                .mapToDouble(media -> media.content().size())
                .toArray()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] sizes = row.numbers(0);
        return anyOrAll.decide(sizes.length, i -> sizes[i] >= min && sizes[i] <= max, "audio size outside limits");
    }
}

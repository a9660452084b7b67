package dev.tandem.operators.decontamination;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.evaluation.EvaluationReference;
import dev.tandem.core.evaluation.EvaluationSets;
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
import dev.tandem.operators.dedup.image.PictureHash;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.List;
import java.util.OptionalLong;

/**
 * Drops samples with a picture of an evaluation set: by ImageHash's perceptual hash of 64 bits, which stays, but for a few bits, when
 * a picture is scaled, recompressed or slightly changed; it does not when it is cropped, turned or mirrored. The nearest item
 * stands with the sample. Plain pictures, whose hashes are all alike, are compared with none. The hashes stand in the set: {@code
 * ./tandem eval-sets add} makes them of the pictures that the field {@code image} of an item names.
 */
@OperatorName("decontaminate_images")
public final class DecontaminateImagesFilter implements Filter {
    /** A worker decodes some sets once, as long as there is room for their hashes. */
    private static final long HELD_BYTES = 64L << 20;
    private static final Cache<List<String>, EvaluationImages> HELD = Caffeine.newBuilder()
            .maximumWeight(HELD_BYTES)
            .weigher((List<String> sets, EvaluationImages images) -> images.bytes())
            .softValues()
            .build();

    private static final int DISTANCE = 0;
    private static final int SET = 1;
    private static final int ITEM = 2;

    private final Params params;
    private final EvaluationSets sets;
    private final MediaLimits limits;

    public DecontaminateImagesFilter(Params params, OperatorContext context) {
        this.params = params;
        this.sets = context.evaluationSets();
        this.limits = context.mediaLimits();
    }

    /**
     * What pictures are compared with, and how like they may be.
     *
     * @param evalSets names of evaluation sets, or versions of them as {@code name@digest}
     * @param maxDistance bits of the hashes that may differ between a picture and that of an item for them to be the same
     */
    public record Params(
            @Setting(value = "", measured = true) List<String> evalSets,
            @Setting(value = "6", min = 0, max = 64) int maxDistance) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("distance"), Feature.text("eval_set"), Feature.text("eval_item"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        EvaluationImages known = HELD.get(params.evalSets(), this::load);
        batch.forEach(out, (row, sample) -> {
            SampleImages images = SampleImages.of(sample, limits);
            EvaluationImages.Found nearest = EvaluationImages.Found.NOTHING;
            for (int i = 0; i < images.count(); i++) {
                OptionalLong hash = PictureHash.of(images.image(i).pixels());
                if (hash.isPresent()) {
                    nearest = known.nearer(hash.getAsLong(), nearest);
                }
            }
            if (nearest != EvaluationImages.Found.NOTHING) {
                out.number(row, DISTANCE, nearest.distance());
                out.text(row, SET, nearest.set());
                out.text(row, ITEM, nearest.item());
            }
        });
    }

    private EvaluationImages load(List<String> names) {
        EvaluationImages.Builder images = new EvaluationImages.Builder();
        for (String set : names) {
            EvaluationReference reference = EvaluationReference.parse(set);
            images.add(reference.name(), sets.load(reference.version()));
        }
        return images.build();
    }

    @Override
    public Decision decide(FeatureRow row) {
        // Nothing to compare is no number, and far from everything.
        return row.number(DISTANCE) <= params.maxDistance() ? Decision.drop("picture of an evaluation set") : Decision.KEEP;
    }
}

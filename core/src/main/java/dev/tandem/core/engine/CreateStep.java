package dev.tandem.core.engine;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Verification;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.shard.ShardRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes new samples, in a shard of their own, from the samples of a shard. */
public final class CreateStep {
    private final ShardStore store;

    public CreateStep(ShardStore store) {
        this.store = store;
    }

    public static Digest key(Digest input, OperatorSpec operator, Map<String, Digest> models) {
        return StepKeys.of(StepKind.CREATE, "", List.of(input), List.of(operator), models);
    }

    /** A parent that the creator fails on becomes a failed row of the new shard. */
    public ShardView run(Digest key, ShardView input, OperatorSpec operator, Creator creator, Progress progress) {
        Map<String, Long> refused = new TreeMap<>();
        long[] parents = {0};
        try (ShardWriter shard = new ShardWriter(store, operator)) {
            Creator.Output out = Verification.checked(creator, new Creator.Output() {
                @Override
                public void accept(Sample made) {
                    shard.add(made);
                }

                @Override
                public void refuse(String reason) {
                    refused.merge(reason, 1L, Long::sum);
                }
            });
            store.live(input, (row, parent) -> {
                try {
                    creator.create(new SampleView(parent), out);
                } catch (SampleFailedException e) {
                    shard.add(ShardRow.failed(parent.source() + "#" + operator.label(), e.code(), e.getMessage()));
                }
                progress.done(++parents[0]);
            });
            long failed = shard.failures();
            long made = shard.rows() - failed;
            Counts counts = new Counts(parents[0], made, made, 0, 0, failed, parents[0] - failed);
            return store.finish(shard.finish(key, List.of(input.key()), counts, refused));
        }
    }
}

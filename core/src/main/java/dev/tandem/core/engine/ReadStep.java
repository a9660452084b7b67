package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.shard.ShardRow;
import java.util.List;
import java.util.Map;

/** Reads one split of an input into a shard. */
public final class ReadStep {
    private final ShardStore store;

    public ReadStep(ShardStore store) {
        this.store = store;
    }

    /**
     * Names the result of reading.
     *
     * @param input digest of the input's manifest
     */
    public static Digest key(Digest input, Reader.Split split, OperatorSpec operator) {
        String part = split.file() + ":" + split.from() + "-" + split.to();
        return StepKeys.of(StepKind.READ, part, List.of(input), List.of(operator), Map.of());
    }

    public ShardView run(
            Digest key, Reader.Input input, Reader.Split split, OperatorSpec operator, Reader reader, Progress progress) {
        try (ShardWriter shard = new ShardWriter(store, operator)) {
            reader.read(input, split, new Reader.Output() {
                @Override
                public void accept(Sample sample) {
                    shard.add(sample);
                    progress.done(shard.rows());
                }

                @Override
                public void fail(String source, ErrorCode code, String message) {
                    shard.add(ShardRow.failed(source, code, message));
                    progress.done(shard.rows());
                }
            });
            long failed = shard.failures();
            Counts counts = new Counts(shard.rows(), 0, shard.rows() - failed, 0, 0, failed, 0);
            return store.finish(shard.finish(key, List.of(), counts, Map.of()));
        }
    }
}

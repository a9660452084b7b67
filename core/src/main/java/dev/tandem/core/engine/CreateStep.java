package dev.tandem.core.engine;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Concurrently;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Verification;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.shard.ShardRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes new samples, in a shard of their own, from the samples of a shard. */
public final class CreateStep {
    private final ShardStore store;

    public CreateStep(ShardStore store) {
        this.store = store;
    }

    public static Digest key(Digest input, OperatorSpec operator, Map<String, Digest> models) {
        return StepKeys.of(StepKind.CREATE, "", List.of(input), List.of(operator), models);
    }

    /** What became of a parent: what it was made of, in order, unless it was told already. */
    private record Made(Sample parent, List<Sample> accepted, List<String> refused, Optional<SampleFailedException> failure)
            implements Creator.Output {
        @Override
        public void accept(Sample made) {
            accepted.add(made);
        }

        @Override
        public void refuse(String reason) {
            refused.add(reason);
        }

        private void tell(Creator.Output out) {
            accepted.forEach(out::accept);
            refused.forEach(out::refuse);
        }
    }

    /** Parents of a creator that waits for models, as many as are worked on together; others are worked on as they come. */
    private static final class Gathered {
        private static final int MOST_PARENTS = 32;
        private static final long MOST_BYTES = 32L << 20;

        private final Creator creator;
        private final Consumer<Made> done;
        private final List<Sample> parents = new ArrayList<>();
        private long bytes;

        Gathered(Creator creator, Consumer<Made> done) {
            this.creator = creator;
            this.done = done;
        }

        void add(Sample parent, Creator.Output out) {
            if (!creator.waitsForModels()) {
                done.accept(new Made(parent, List.of(), List.of(), failure(parent, out)));
                return;
            }
            parents.add(parent);
            bytes += parent.bytes();
            if (parents.size() >= MOST_PARENTS || bytes >= MOST_BYTES) {
                flush();
            }
        }

        void flush() {
            Concurrently.of(parents.size(), i -> {
                Made made = new Made(parents.get(i), new ArrayList<>(), new ArrayList<>(), Optional.empty());
                return new Made(made.parent(), made.accepted(), made.refused(), failure(made.parent(), made));
            }).forEach(done);
            parents.clear();
            bytes = 0;
        }

        private Optional<SampleFailedException> failure(Sample parent, Creator.Output out) {
            try {
                creator.create(new SampleView(parent), Verification.checked(creator, out));
                return Optional.empty();
            } catch (SampleFailedException e) {
                return Optional.of(e);
            }
        }
    }

    /**
     * A shard of what somebody makes of some samples of a shard.
     *
     * @param parents of how many
     */
    public ShardView write(Digest key, ShardView input, OperatorSpec operator, long parents, Consumer<Creator.Output> making) {
        return store.reuse(key).orElseGet(() -> {
            Map<String, Long> refused = new TreeMap<>();
            try (ShardWriter shard = new ShardWriter(store, operator)) {
                making.accept(into(shard, refused));
                Counts counts = new Counts(parents, shard.rows(), shard.rows(), 0, 0, 0, parents);
                return store.finish(shard.finish(key, List.of(input.key()), counts, refused));
            }
        });
    }

    private static Creator.Output into(ShardWriter shard, Map<String, Long> refused) {
        return new Creator.Output() {
            @Override
            public void accept(Sample made) {
                shard.add(made);
            }

            @Override
            public void refuse(String reason) {
                refused.merge(reason, 1L, Long::sum);
            }
        };
    }

    /** A parent that the creator fails on becomes a failed row of the new shard. */
    public ShardView run(Digest key, ShardView input, OperatorSpec operator, Creator creator, Progress progress) {
        Map<String, Long> refused = new TreeMap<>();
        long[] parents = {0};
        try (ShardWriter shard = new ShardWriter(store, operator)) {
            Creator.Output out = into(shard, refused);
            Consumer<Made> done = made -> {
                made.tell(out);
                made.failure().ifPresent(e -> shard.add(
                        ShardRow.failed(made.parent().source() + "#" + operator.label(), e.code(), e.getMessage())));
                progress.done(++parents[0]);
            };
            Gathered gathered = new Gathered(creator, done);
            store.live(input, (row, parent) -> gathered.add(parent, out));
            gathered.flush();
            long failed = shard.failures();
            long made = shard.rows() - failed;
            Counts counts = new Counts(parents[0], made, made, 0, 0, failed, parents[0] - failed);
            return store.finish(shard.finish(key, List.of(input.key()), counts, refused));
        }
    }
}

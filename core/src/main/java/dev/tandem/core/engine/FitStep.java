package dev.tandem.core.engine;

import dev.tandem.core.dedup.FittedSample;
import dev.tandem.core.dedup.SignatureReader;
import dev.tandem.core.dedup.SignatureWriter;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Deduplicator.Signature;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.sort.SortSpace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a {@link SetDeduplicator} does before duplicates are looked for, in three kinds of work that are kept each for itself: the
 * samples of a shard are observed; something is fitted to a bounded number of all that were; and the samples of a shard are signed
 * by that. Signatures are those that {@link DedupStep} goes on with.
 */
public final class FitStep {
    private final ShardStore store;
    private final DedupObjects objects;

    /**
     * A step.
     *
     * @param space for files on their way
     */
    public FitStep(ShardStore store, SortSpace space) {
        this.store = store;
        this.objects = new DedupObjects(store.contents(), space.folder());
    }

    /** Names what is observed of one shard. */
    public static Digest observeKey(
            Digest input, OperatorSpec operator, SetDeduplicator deduplicator, Map<String, Digest> models) {
        Map<String, String> parameters = new TreeMap<>(operator.parameters());
        parameters.keySet().retainAll(deduplicator.observing());
        return DedupStep.key("observe", List.of(input), operator.with(parameters, Map.of()), models);
    }

    /** Names what is fitted to the samples of all shards. */
    public static Digest fitKey(List<Digest> observed, OperatorSpec operator, Map<String, Digest> models) {
        return DedupStep.key("fit", observed, operator, models);
    }

    /** Names the signatures of one shard; the key of what was fitted stands for parameters and models. */
    public static Digest placeKey(Digest observed, Digest fitKey, OperatorSpec operator) {
        return DedupStep.key("place", List.of(observed, fitKey), operator, Map.of());
    }

    /** Observes the live samples of one shard; does nothing where that is done already. Returns {@code key}. */
    public Digest observe(Digest key, ShardView input, SetDeduplicator operator, Progress progress) {
        if (objects.isSigned(key)) {
            return key;
        }
        MeasuredBefore measured = new MeasuredBefore(store, input);
        Observing observing = new Observing(operator, progress);
        store.live(input, (row, sample) -> observing.add(row, sample, feature -> measured.number(feature, row)));
        objects.publish(key, observing.finish());
        return key;
    }

    /**
     * Fits to some of the samples of all shards; does nothing where that is done already. Returns {@code key}.
     *
     * @param observed keys of what was observed of each shard
     */
    public Digest fit(Digest key, List<Digest> observed, SetDeduplicator operator, Progress progress) {
        if (!objects.isFitted(key)) {
            List<long[]> sample = FittedSample.of(objects.signatures(observed, 0), operator::mostFitted);
            progress.done(sample.size());
            objects.publish(key, operator.fit(sample), sample.size());
        }
        return key;
    }

    /** Signs the samples of one shard that were observed; does nothing where that is done already. Returns {@code key}. */
    public Digest place(Digest key, Digest observed, Digest fitKey, SetDeduplicator operator) {
        if (!objects.isSigned(key)) {
            SetDeduplicator.Signer signer = operator.signer(objects.fitted(fitKey));
            objects.publish(key, objects.signatures(observed).signed(signer));
        }
        return key;
    }

    /** The signatures of samples that are held in memory. */
    static SignatureWriter.Written inMemory(
            SetDeduplicator operator, List<Sample> samples, DedupStep.Numbers numbers) {
        Observing observing = new Observing(operator, Progress.SILENT);
        for (int row = 0; row < samples.size(); row++) {
            observing.add(row, samples.get(row), numbers.of(row));
        }
        SignatureReader observed = DedupStep.reader(observing.finish());
        byte[] fitted = operator.fit(FittedSample.of(DedupStep.signatures(observed), operator::mostFitted));
        return observed.signed(operator.signer(fitted));
    }

    /** Collects what is observed of samples that come in row order, in batches that are bounded in bytes. */
    private static final class Observing implements SetDeduplicator.Observations {
        private static final int BATCH_SAMPLES = 64;
        private static final long BATCH_BYTES = 16L << 20;

        private final SetDeduplicator operator;
        private final Progress progress;
        private final SignatureWriter observed = new SignatureWriter();
        private final List<SampleView> batch = new ArrayList<>();
        private final List<Integer> rows = new ArrayList<>();
        private final Map<Integer, Runnable> found = new TreeMap<>();
        private long bytes;
        private long done;

        Observing(SetDeduplicator operator, Progress progress) {
            this.operator = operator;
            this.progress = progress;
        }

        void add(int row, Sample sample, ToDoubleFunction<String> measured) {
            batch.add(new SampleView(sample, measured));
            rows.add(row);
            bytes += sample.bytes();
            if (batch.size() >= BATCH_SAMPLES || bytes >= BATCH_BYTES) {
                flush();
            }
            progress.done(++done);
        }

        private void flush() {
            if (batch.isEmpty()) {
                return;
            }
            operator.observe(new Batch(batch), this);
            found.values().forEach(Runnable::run);
            found.clear();
            batch.clear();
            rows.clear();
            bytes = 0;
        }

        @Override
        public void evidence(int row, long[] evidence) {
            Digest id = batch.get(row).sample().id();
            long[] key = {ByteBuffer.wrap(id.bytes()).getLong()};
            found.put(row, () -> observed.add(rows.get(row), id, new Signature(key, evidence, "")));
        }

        @Override
        public void fail(int row, ErrorCode code, String message) {
            found.put(row, () -> observed.fail(rows.get(row), code, message));
        }

        SignatureWriter.Written finish() {
            flush();
            return observed.finish();
        }
    }
}

package dev.tandem.core.forecast;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.recipe.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Some samples of an input, in blocks, one from each of as many equal stretches of it; always the same of the same input.
 * Bounded in bytes as well: where samples are large, there are fewer.
 *
 * @param samples that could be read
 * @param shards of a run that each would stand in, by its id
 * @param unreadable that could not
 * @param total samples of the whole input, estimated from the positions that the reader counts
 * @param nanos that reading one takes
 */
public record InputSample(List<Sample> samples, Map<Digest, Digest> shards, long unreadable, long total, double nanos) {
    /** So many places of the input are looked at. */
    private static final int BLOCKS = 20;
    /** The same places of the same input, and no pattern that one of the input could fall in step with. */
    private static final long SEED = 1;
    private static final long MAX_BYTES = 256L << 20;

    long read() {
        return samples.size() + unreadable;
    }

    /**
     * Samples for other questions than what a run would cost.
     *
     * @param reading the operator that the reader was made of
     * @param wanted samples, about
     * @throws TandemException {@link ErrorCode#EMPTY_INPUT} where nothing can be read
     */
    public static List<Sample> samples(OperatorSpec reading, Reader reader, Reader.Input input, int wanted) {
        RunShards whole = new RunShards(reader.split(input, Limits.DEFAULT.shardSamples()), reading, Optional.empty());
        return of(reader, input, wanted, whole).samples();
    }

    static InputSample of(Reader reader, Reader.Input input, int wanted, RunShards shards) {
        Stopwatch watch = Stopwatch.processor();
        int block = Math.max(1, wanted / BLOCKS);
        List<Reader.Split> splits = reader.split(input, block);
        int blocks = Math.min(splits.size(), (wanted + block - 1) / block);
        long positions = splits.stream().mapToLong(split -> split.to() - split.from()).sum();
        Collected collected = new Collected();
        Random chance = new Random(SEED);
        Stopwatch unwatched = Stopwatch.processor();
        long timedFrom = 0;
        long passed = 0;
        for (int i = 0; i < blocks && collected.bytes < MAX_BYTES; i++) {
            int from = (int) ((long) i * splits.size() / blocks);
            int to = (int) ((i + 1L) * splits.size() / blocks);
            Reader.Split split = splits.get(from + chance.nextInt(to - from));
            if (i == blocks / 2) {
                timedFrom = collected.count();
            }
            // The first half warms up.
            Stopwatch clock = i < blocks / 2 ? unwatched : watch;
            for (RunShards.Piece piece : shards.pieces(split)) {
                collected.shard = piece.shard();
                clock.time(() -> reader.read(input, piece.split(), collected));
            }
            passed += split.to() - split.from();
        }
        if (collected.samples.isEmpty()) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, collected.failed == 0
                    ? "The recipe's reader found nothing in the input. Give files that it reads, as docs/operators.md says."
                    : "None of " + collected.failed + " samples of the input could be read; the first: " + collected.firstFailure);
        }
        long read = collected.count();
        long total = Math.max(read, Math.round((double) read * positions / passed));
        double nanos = (double) watch.nanos() / Math.max(1, read - timedFrom);
        return new InputSample(collected.samples, collected.shards, collected.failed, total, nanos);
    }

    private static final class Collected implements Reader.Output {
        private final List<Sample> samples = new ArrayList<>();
        private final Map<Digest, Digest> shards = new HashMap<>();
        private Digest shard;
        private long bytes;
        private long failed;
        private String firstFailure = "";

        long count() {
            return samples.size() + failed;
        }

        @Override
        public void accept(Sample sample) {
            samples.add(sample);
            shards.put(sample.id(), shard);
            bytes += sample.bytes();
        }

        @Override
        public void fail(String source, ErrorCode code, String message) {
            if (failed++ == 0) {
                firstFailure = source + ": " + code + ": " + message;
            }
        }
    }
}

package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Deduplicator.Signature;
import dev.tandem.core.operator.SetDeduplicator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that are numbers: the greatest come first, and one is a duplicate that is less than {@link #REACH} below another of its
 * bucket. How many buckets there are follows from all numbers. An empty text is not compared, and "broken" fails.
 *
 * @param width numbers of evidence, of which the first counts
 * @param most to how many it is fitted
 */
record NumberDeduplicator(int width, int most) implements SetDeduplicator {
    static final int REACH = 10;

    private static final double SCALE = 1_000_000;

    @Override
    public List<String> observing() {
        return List.of("width");
    }

    @Override
    public void observe(Batch batch, Observations out) {
        for (int row = 0; row < batch.size(); row++) {
            String text = batch.samples().get(row).text();
            if (text.equals("broken")) {
                out.fail(row, ErrorCode.BROKEN_MEDIA, "broken");
            } else if (!text.isBlank()) {
                long[] evidence = new long[width];
                evidence[0] = Long.parseLong(text);
                out.evidence(row, evidence);
            }
        }
    }

    @Override
    public int mostFitted(int numbers) {
        return most;
    }

    /** The number of buckets, which depends on the numbers and their order. */
    @Override
    public byte[] fit(List<long[]> evidence) {
        long mixed = 0;
        for (long[] numbers : evidence) {
            mixed = 31 * mixed + numbers[0];
        }
        return ByteBuffer.allocate(Long.BYTES).putLong(2 + Math.floorMod(mixed, 3)).array();
    }

    static long bucket(byte[] fitted, long number) {
        return number / 1_000 % ByteBuffer.wrap(fitted).getLong();
    }

    @Override
    public Signer signer(byte[] fitted) {
        return (id, evidence) -> new Signature(
                new long[] {bucket(fitted, evidence[0])}, evidence, "%019d".formatted(evidence[0]));
    }

    @Override
    public double similarity(long[] left, long[] right) {
        return 1 - Math.abs(left[0] - right[0]) / SCALE;
    }

    @Override
    public double threshold() {
        return 1 - REACH / SCALE;
    }

    @Override
    public Earlier earlier() {
        List<long[]> all = new ArrayList<>();
        double[] most = {0};
        return new Earlier() {
            @Override
            public void add(long[] evidence) {
                all.add(evidence);
            }

            @Override
            public int nearest(long[] evidence, int from) {
                int nearest = -1;
                most[0] = threshold();
                for (int i = from; i < all.size(); i++) {
                    if (NumberDeduplicator.this.similarity(all.get(i), evidence) > most[0]) {
                        most[0] = NumberDeduplicator.this.similarity(all.get(i), evidence);
                        nearest = i;
                    }
                }
                return nearest;
            }

            @Override
            public double similarity() {
                return most[0];
            }

            @Override
            public void clear() {
                all.clear();
            }
        };
    }
}

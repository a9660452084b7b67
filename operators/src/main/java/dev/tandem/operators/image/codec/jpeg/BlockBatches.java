package dev.tandem.operators.image.codec.jpeg;

import java.util.concurrent.ArrayBlockingQueue;

/** Blocks that wait to be transformed, apart by how few low frequencies they have. */
final class BlockBatches {
    /** New ones are cold, and take as long as some transforms do; so many are kept for those who decode side by side. */
    private static final ArrayBlockingQueue<BlockBatches> FREE = new ArrayBlockingQueue<>(16);

    /** For blocks of 2 by 2, 4 by 4 and 8 by 8 coefficients. */
    private final BlockBatch[] batches = {new BlockBatch(2), new BlockBatch(4), new BlockBatch(8)};
    /** By what is reached in rows and columns, counted from 0. */
    private final BlockBatch[] byReach = {
        batches[0], batches[0], batches[1], batches[1], batches[2], batches[2], batches[2], batches[2],
    };

    private BlockBatches() {}

    /** Some in which nothing waits. */
    static BlockBatches take() {
        BlockBatches free = FREE.poll();
        return free == null ? new BlockBatches() : free;
    }

    /** Adds the block that was read last, to be put in place as {@link BlockBatch#add} says. */
    void add(ScanBits bits, int place, int step, int number, Samples samples) throws NotBaselineException {
        BlockBatch batch = byReach[bits.reach()];
        if (batch.isFull()) {
            batch.flush(samples);
        }
        batch.add(bits.coefficients(), bits.coefficientCount(), place, step, number);
    }

    /** Puts in place what waits, and gives itself back. */
    void finish(Samples samples) throws NotBaselineException {
        for (BlockBatch batch : batches) {
            batch.flush(samples);
        }
        FREE.offer(this);
    }
}

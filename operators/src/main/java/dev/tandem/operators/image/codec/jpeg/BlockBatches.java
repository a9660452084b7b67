package dev.tandem.operators.image.codec.jpeg;

import java.util.concurrent.ArrayBlockingQueue;

/** Blocks that wait to be transformed, apart by how few low frequencies they have. */
final class BlockBatches {
    /** New ones are cold, and take as long as some transforms do; so many are kept for those who decode side by side. */
    private static final ArrayBlockingQueue<BlockBatches> FREE = new ArrayBlockingQueue<>(16);

    private final BlockBatch tiny = new BlockBatch(2);
    private final BlockBatch small = new BlockBatch(4);
    private final BlockBatch whole = new BlockBatch(8);

    private BlockBatches() {}

    /** Some in which nothing waits. */
    static BlockBatches take() {
        BlockBatches free = FREE.poll();
        return free == null ? new BlockBatches() : free;
    }

    /** Adds the block that was read last. */
    void add(ScanBits bits, Component component, int x, int y, Samples samples) throws NotBaselineException {
        BlockBatch batch = switch (bits.reach()) {
            case 0, 1 -> tiny;
            case 2, 3 -> small;
            default -> whole;
        };
        if (batch.isFull()) {
            batch.flush(samples);
        }
        batch.add(bits.coefficients(), bits.coefficientCount(),
                component.sample(x, y), component.step(), component.block(x, y));
    }

    /** Puts in place what waits, and gives itself back. */
    void finish(Samples samples) throws NotBaselineException {
        tiny.flush(samples);
        small.flush(samples);
        whole.flush(samples);
        FREE.offer(this);
    }
}

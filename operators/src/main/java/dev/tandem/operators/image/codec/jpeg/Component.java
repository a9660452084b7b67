package dev.tandem.operators.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A component of a picture: how finely it is sampled, its tables, and where its samples are. */
final class Component {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 8;

    final int id;
    final int horizontal;
    final int vertical;
    final int quantization;
    int[] factors;
    HuffmanTable differences;
    HuffmanTable rest;
    /** The first coefficient of the block before. */
    int last;

    private int blocksAcross;
    private int blocksDown;
    private int firstBlock;
    private Samples samples;

    Component(int id, int horizontal, int vertical, int quantization) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantization = quantization;
    }

    /** @param firstBlock how many blocks the components before have */
    void place(int blocksAcross, int blocksDown, int firstBlock) {
        this.blocksAcross = blocksAcross;
        this.blocksDown = blocksDown;
        this.firstBlock = firstBlock;
    }

    void place(Samples samples) {
        this.samples = samples;
    }

    int blocksAcross() {
        return blocksAcross;
    }

    int blocksDown() {
        return blocksDown;
    }

    /** Samples in a row, of whole blocks. */
    int step() {
        return BLOCK * blocksAcross;
    }

    /** The number of a block among those of all components. */
    int block(int across, int down) {
        return firstBlock + down * blocksAcross + across;
    }

    /** Where a block's first sample is. */
    int sample(int across, int down) {
        return BLOCK * (BLOCK * firstBlock + down * BLOCK * blocksAcross + across);
    }

    /** Copies of a row the left and the right halves of some blocks, four samples to a number, the leftmost in its lowest byte. */
    void copyHalves(int y, int column, int columns, int[] lefts, int[] rights, int to) {
        int from = row(y) + BLOCK * column;
        byte[] bytes = samples.bytes();
        for (int i = 0; i < columns; i++) {
            long eight = (long) LONG.get(bytes, from + BLOCK * i);
            lefts[to + i] = (int) eight;
            rights[to + i] = (int) (eight >>> 32);
        }
    }

    /** Copies samples of a row, four to a number. */
    void copyFours(int y, int first, int count, int[] target, int to) {
        int from = row(y) + 4 * first;
        byte[] bytes = samples.bytes();
        for (int i = 0; i < count; i++) {
            target[to + i] = (int) INT.get(bytes, from + 4 * i);
        }
    }

    /** Copies the first samples of a row. */
    void copy(int y, byte[] target, int to, int count) {
        System.arraycopy(samples.bytes(), row(y), target, to, count);
    }

    /** Beyond a place, rows go on with the sample before it. */
    void extend(int place) {
        if (place < step()) {
            byte[] bytes = samples.bytes();
            for (int y = 0; y < BLOCK * blocksDown; y++) {
                bytes[row(y) + place] = bytes[row(y) + place - 1];
            }
        }
    }

    private int row(int y) {
        return BLOCK * BLOCK * firstBlock + y * BLOCK * blocksAcross;
    }
}

package dev.tandem.core.dedup;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a file of signatures each block stands, so that a reader fetches only what it needs and can tell whether it is
 * what was written.
 *
 * @param samples signed samples
 * @param single whether every sample is compared by one number, which then stands in the entries of the bands itself
 * @param nodes what identifies the samples, by row
 * @param bands of each band, its entries by key
 * @param evidence of the samples, by row
 * @param failed the samples that could not be signed
 */
public record SignatureDirectory(
        int samples, boolean single, List<Block> nodes, List<List<Block>> bands, List<Block> evidence, List<Block> failed) {
    private static final int MAGIC = 0x5453_4449;
    private static final int FORMAT = 2;

    /**
     * A block of entries that are in order.
     *
     * @param first key of its first entry
     * @param crc CRC-32C of its bytes
     */
    public record Block(long first, int entries, long offset, int length, int crc) {}

    public byte[] encode() {
        ByteWriter out = new ByteWriter().integer(MAGIC).integer(FORMAT).integer(samples).integer(single ? 1 : 0);
        write(nodes, out);
        out.integer(bands.size());
        bands.forEach(band -> write(band, out));
        write(evidence, out);
        write(failed, out);
        return out.bytes();
    }

    public static SignatureDirectory decode(byte[] bytes) {
        return ByteReader.read(bytes, MAGIC, FORMAT, "directory of signatures", in -> {
            int samples = in.integer();
            boolean single = in.integer() == 1;
            List<Block> nodes = blocks(in);
            List<List<Block>> bands = new ArrayList<>();
            int count = in.integer();
            for (int i = 0; i < count; i++) {
                bands.add(blocks(in));
            }
            return new SignatureDirectory(samples, single, nodes, bands, blocks(in), blocks(in));
        });
    }

    private static void write(List<Block> blocks, ByteWriter out) {
        out.integer(blocks.size());
        for (Block block : blocks) {
            out.longs(new long[] {block.first(), block.offset()});
            out.integer(block.entries()).integer(block.length()).integer(block.crc());
        }
    }

    private static List<Block> blocks(ByteReader in) {
        int count = in.integer();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] numbers = in.longs(2);
            blocks.add(new Block(numbers[0], in.integer(), numbers[1], in.integer(), in.integer()));
        }
        return blocks;
    }
}

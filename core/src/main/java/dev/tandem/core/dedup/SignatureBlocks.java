package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureDirectory.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Entries of a file of signatures, in blocks of about 64 KiB. */
final class SignatureBlocks {
    private static final int BLOCK_BYTES = 1 << 16;

    private final ByteWriter bytes = new ByteWriter();
    private final List<Block> closed = new ArrayList<>();
    private long first;
    private int start;
    private int entries;

    /** What the next entry is to be written to. */
    ByteWriter entry(long key) {
        if (bytes.position() - start >= BLOCK_BYTES) {
            endBlock();
        }
        if (entries++ == 0) {
            first = key;
        }
        return bytes;
    }

    /** Lets the next entry start a block. */
    void endBlock() {
        if (entries == 0) {
            return;
        }
        CRC32C crc = new CRC32C();
        bytes.view(start, crc::update);
        closed.add(new Block(first, entries, start, bytes.position() - start, (int) crc.getValue()));
        start = bytes.position();
        entries = 0;
    }

    /** Ends the last block, and returns where in {@code file} the blocks are. */
    List<Block> appendTo(ByteWriter file) {
        endBlock();
        int offset = file.position();
        bytes.view(0, file::bytes);
        return closed.stream()
                .map(block -> new Block(
                        block.first(), block.entries(), offset + block.offset(), block.length(), block.crc()))
                .toList();
    }
}

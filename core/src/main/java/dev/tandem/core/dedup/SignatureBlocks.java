package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureDirectory.Block;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Entries of a file of signatures, in blocks of about 64 KiB. */
final class SignatureBlocks {
    private static final int BLOCK_BYTES = 1 << 16;

    /** The open block. */
    private final ByteWriter bytes = new ByteWriter();
    private final List<Block> closed = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();
    private int closedBytes;
    private long first;
    private int entries;

    /** What the next entry is to be written to. */
    ByteWriter entry(long key) {
        if (bytes.position() >= BLOCK_BYTES) {
            endBlock();
        }
        if (entries++ == 0) {
            first = key;
        }
        return bytes;
    }

    /** Bytes of all entries. */
    int size() {
        return Math.addExact(closedBytes, bytes.position());
    }

    /** Lets the next entry start a block. */
    void endBlock() {
        if (entries == 0) {
            return;
        }
        byte[] content = bytes.bytes();
        CRC32C crc = new CRC32C();
        crc.update(content);
        closed.add(new Block(first, entries, closedBytes, content.length, (int) crc.getValue()));
        contents.add(content);
        closedBytes = Math.addExact(closedBytes, content.length);
        bytes.clear();
        entries = 0;
    }

    /** Ends the last block, and returns where in {@code file} the blocks are. */
    List<Block> appendTo(ByteWriter file) {
        endBlock();
        int offset = file.position();
        contents.forEach(content -> file.bytes(ByteBuffer.wrap(content)));
        return closed.stream()
                .map(block -> new Block(
                        block.first(), block.entries(), offset + block.offset(), block.length(), block.crc()))
                .toList();
    }
}

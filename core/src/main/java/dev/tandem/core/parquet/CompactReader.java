package dev.tandem.core.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads structs in Thrift's compact protocol, in which Parquet's footers and page headers stand; what nobody asks for is skipped. */
final class CompactReader {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int MAX_DEPTH = 32;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int depth;

    CompactReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Looks at a field of a struct. */
    @FunctionalInterface
    interface Fields {
        /** Reads the field, and says that it did; else the field is skipped. */
        boolean read(int field) throws IOException;
    }

    /** An element of a list. */
    @FunctionalInterface
    interface Element {
        void read() throws IOException;
    }

    /** Where the next byte stands. */
    int position() {
        return at;
    }

    void struct(Fields fields) throws IOException {
        if (++depth > MAX_DEPTH) {
            throw new IOException("structs are nested too deeply");
        }
        int field = 0;
        for (int header = unsignedByte(); header != 0; header = unsignedByte()) {
            field = header >> 4 == 0 ? (int) number() : field + (header >> 4);
            int type = header & 0xF;
            if (!fields.read(field)) {
                skip(type);
            }
        }
        depth--;
    }

    void list(Element element) throws IOException {
        int header = unsignedByte();
        for (int left = size(header); left > 0; left--) {
            element.read();
        }
    }

    /** A number of any length. */
    long number() throws IOException {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    String text() throws IOException {
        int length = length(varint());
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    private void skip(int type) throws IOException {
        switch (type) {
            case TRUE, FALSE -> {
                // The value stands in the field's header.
            }
            case BYTE -> advance(1);
            case I16, I32, I64 -> varint();
            case DOUBLE -> advance(Double.BYTES);
            case BINARY -> advance(varint());
            case STRUCT -> struct(field -> false);
            case LIST, SET -> {
                int header = unsignedByte();
                for (int left = size(header); left > 0; left--) {
                    skipElement(header & 0xF);
                }
            }
            case MAP -> {
                int size = length(varint());
                int types = size == 0 ? 0 : unsignedByte();
                for (int left = size; left > 0; left--) {
                    skipElement(types >> 4);
                    skipElement(types & 0xF);
                }
            }
            default -> throw new IOException("there is no type " + type);
        }
    }

    private void advance(long count) throws IOException {
        at += length(count);
    }

    private void skipElement(int type) throws IOException {
        skip(type == TRUE || type == FALSE ? BYTE : type);
    }

    private int size(int header) throws IOException {
        return header >> 4 == 0xF ? length(varint()) : header >> 4;
    }

    /** Each element takes a byte at least, so that no length is greater than what is left. */
    private int length(long length) throws IOException {
        if (length < 0 || length > end - at) {
            throw new IOException("expected " + length + " more bytes, found " + (end - at));
        }
        return (int) length;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = unsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a number has too many bytes");
    }

    private int unsignedByte() throws IOException {
        length(1);
        return bytes[at++] & 0xFF;
    }
}

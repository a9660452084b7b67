package dev.tandem.core.inference;

import java.nio.ByteBuffer;

/** What the values of a tensor are, with the protocol's names. */
public enum DataType {
    /** Texts. */
    BYTES(0),
    FP32(Float.BYTES),
    INT64(Long.BYTES),
    INT32(Integer.BYTES),
    UINT8(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    public boolean isNumber() {
        return this != BYTES;
    }

    /** Appends numbers. The buffer is little-endian. */
    void put(float[] values, ByteBuffer out) {
        switch (this) {
            case FP32 -> {
                out.asFloatBuffer().put(values);
                out.position(out.position() + values.length * Float.BYTES);
            }
            case INT64 -> {
                for (float value : values) {
                    out.putLong((long) value);
                }
            }
            case INT32 -> {
                for (float value : values) {
                    out.putInt((int) value);
                }
            }
            case UINT8 -> {
                for (float value : values) {
                    out.put(toByte(value));
                }
            }
            case BYTES -> throw new IllegalArgumentException("Texts are no numbers");
        }
    }

    /** Takes numbers. The buffer is little-endian. */
    void take(ByteBuffer from, float[] values) {
        switch (this) {
            case FP32 -> {
                from.asFloatBuffer().get(values);
                from.position(from.position() + values.length * Float.BYTES);
            }
            case INT64 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.getLong();
                }
            }
            case INT32 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.getInt();
                }
            }
            case UINT8 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.get() & 0xff;
                }
            }
            case BYTES -> throw new IllegalArgumentException("Texts are no numbers");
        }
    }

    /** To the nearest of 0 to 255. */
    static byte toByte(float value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}

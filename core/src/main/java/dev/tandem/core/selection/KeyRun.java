package dev.tandem.core.selection;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.SetSelector.KeySink;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Sorted keys of one length, each once, with a number: the file of a shard's summary, and of a table. An entry takes the key and, for
 * most numbers, a byte.
 */
final class KeyRun {
    static final int MAX_KEY_BYTES = 256;

    private static final int MAGIC = 0x544B_4559;
    private static final int FORMAT = 1;
    private static final int PAYLOAD = 0x7f;
    private static final int MORE = 0x80;

    private KeyRun() {}

    /** Writes a run, key after key. */
    static final class Writer implements KeySink, AutoCloseable {
        private final DataOutputStream out;
        private final byte[] last;
        private boolean any;

        Writer(OutputStream out, int keyBytes) {
            this.out = new DataOutputStream(out);
            this.last = new byte[keyBytes];
            try {
                this.out.writeInt(MAGIC);
                this.out.writeInt(FORMAT);
                this.out.writeInt(keyBytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void accept(byte[] key, long number) {
            if (key.length != last.length || any && Arrays.compareUnsigned(last, key) >= 0) {
                throw new IllegalArgumentException("Keys of " + last.length + " bytes come in ascending order, each once");
            }
            System.arraycopy(key, 0, last, 0, key.length);
            any = true;
            try {
                out.write(key);
                long rest = number;
                while ((rest & ~PAYLOAD) != 0) {
                    out.write((int) rest & PAYLOAD | MORE);
                    rest >>>= Byte.SIZE - 1;
                }
                out.write((int) rest);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isEmpty() {
            return !any;
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Walks through a run. */
    static final class Cursor implements AutoCloseable {
        private final DataInputStream in;
        private final byte[] key;
        private long number;

        /** @throws TandemException {@link ErrorCode#CORRUPT_OBJECT} for what is no run of keys of this length */
        Cursor(InputStream in, int keyBytes) {
            this.in = new DataInputStream(in);
            this.key = new byte[keyBytes];
            try {
                if (this.in.readInt() != MAGIC || this.in.readInt() != FORMAT || this.in.readInt() != keyBytes) {
                    throw new TandemException(
                            ErrorCode.CORRUPT_OBJECT, "This is not a summary of format " + FORMAT + " with keys of " + keyBytes + " bytes");
                }
            } catch (IOException e) {
                throw damaged(e);
            }
        }

        /** Goes on to the next key, if there is one. */
        boolean next() {
            try {
                int first = in.read();
                if (first < 0) {
                    return false;
                }
                key[0] = (byte) first;
                in.readFully(key, 1, key.length - 1);
                number = 0;
                int shift = 0;
                int part;
                do {
                    part = in.read();
                    if (part < 0 || shift >= Long.SIZE) {
                        throw new EOFException("a number is cut off");
                    }
                    number |= (long) (part & PAYLOAD) << shift;
                    shift += Byte.SIZE - 1;
                } while ((part & MORE) != 0);
                return true;
            } catch (IOException e) {
                throw damaged(e);
            }
        }

        /** The key that was come to; overwritten by the next. */
        byte[] key() {
            return key;
        }

        long number() {
            return number;
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static TandemException damaged(IOException cause) {
            return new TandemException(ErrorCode.CORRUPT_OBJECT, "A summary is damaged: " + cause, cause);
        }
    }
}

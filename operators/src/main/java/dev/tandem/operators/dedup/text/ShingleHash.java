package dev.tandem.operators.dedup.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import net.openhft.hashing.LongHashFunction;

/** A hash of bytes that other systems use for shingles: 64 bits; where they take 32, those are the lower half. */
enum ShingleHash {
    /** xxHash64 with seed 0. */
    XXHASH {
        @Override
        Bytes start() {
            LongHashFunction hash = LongHashFunction.xx();
            return hash::hashBytes;
        }
    },
    /** The first eight bytes of SHA-1, the lowest first. */
    SHA1 {
        @Override
        Bytes start() {
            return new Digesting("SHA-1", ByteOrder.LITTLE_ENDIAN);
        }
    },
    /** The first eight bytes of MD5, the highest first. */
    MD5 {
        @Override
        Bytes start() {
            return new Digesting("MD5", ByteOrder.BIG_ENDIAN);
        }
    };

    /** One for the shingles of a text. Not thread-safe. */
    abstract Bytes start();

    /** Hashes stretches of bytes. */
    @FunctionalInterface
    interface Bytes {
        long of(byte[] bytes, int from, int length);
    }

    private static final class Digesting implements Bytes {
        private final MessageDigest digest;
        private final byte[] digested;
        private final ByteBuffer first;

        Digesting(String algorithm, ByteOrder order) {
            try {
                digest = MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
            digested = new byte[digest.getDigestLength()];
            first = ByteBuffer.wrap(digested).order(order);
        }

        @Override
        public long of(byte[] bytes, int from, int length) {
            digest.update(bytes, from, length);
            try {
                digest.digest(digested, 0, digested.length);
            } catch (DigestException e) {
                throw new IllegalStateException(e);
            }
            return first.getLong(0);
        }
    }
}

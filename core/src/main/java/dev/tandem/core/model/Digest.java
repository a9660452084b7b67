package dev.tandem.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest, the name of whatever was made from exactly these bytes. 64 lower-case hexadecimal digits. */
public record Digest(String hex) implements Comparable<Digest> {

    public Digest {
        if (hex.length() != 64 || !isHex(hex)) {
            throw new IllegalArgumentException("A digest is 64 lower-case hexadecimal digits, found '" + hex + "'");
        }
    }

    private static boolean isHex(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    public static Digest of(byte[] bytes) {
        return finish(sha256(), bytes);
    }

    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A fresh SHA-256, for callers that digest a stream. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The digest of what {@code digest} was fed, followed by {@code tail}. */
    public static Digest finish(MessageDigest digest, byte[] tail) {
        return new Digest(HexFormat.of().formatHex(digest.digest(tail)));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The first twelve digits, for people. */
    public String abbreviated() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

package dev.tandem.operators.media.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the bytes of a file say that it is, and whether there are pictures in it. */
final class MediaSignature {
    /** Boxes that a QuickTime file may begin with that is older than the one that names its kind. */
    private static final List<String> OLD_BEGINNINGS = List.of("moov", "mdat", "wide", "pnot");
    /** Kinds of still pictures in the same container. */
    private static final List<String> PICTURES = List.of("heic", "heix", "hevc", "mif1", "msf1", "avif", "avis");
    /** How far the description of tracks, which stands before all content, is looked for. */
    private static final int MATROSKA_HEAD = 1 << 20;
    private static final int OGG_HEAD = 1 << 12;
    private static final int CODEC_ID = 0x86;

    private final byte[] file;

    private MediaSignature(byte[] file) {
        this.file = file;
    }

    static Optional<MediaFormat> of(byte[] file) {
        return Optional.ofNullable(new MediaSignature(file).format());
    }

    private MediaFormat format() {
        if (has(0, "RIFF") && has(8, "WAVE")) {
            return MediaFormat.WAV;
        }
        if (has(0, "RIFF") && has(8, "AVI ")) {
            return MediaFormat.AVI;
        }
        if (has(0, "fLaC")) {
            return MediaFormat.FLAC;
        }
        if (has(0, "OggS")) {
            boolean video = find("\u0080theora", 0, OGG_HEAD) >= 0 || find("\u0001video", 0, OGG_HEAD) >= 0;
            return video ? MediaFormat.OGG_VIDEO : MediaFormat.OGG_AUDIO;
        }
        if (has(0, "\u001a\u0045\u00df\u00a3")) {
            return matroska();
        }
        if (has(4, "ftyp") || OLD_BEGINNINGS.stream().anyMatch(box -> has(4, box))) {
            return mp4();
        }
        return frames(has(0, "ID3") ? endOfTag() : 0);
    }

    private MediaFormat matroska() {
        boolean webm = find("webm", 0, 64) >= 0;
        boolean video = hasVideoTrack();
        if (webm) {
            return video ? MediaFormat.WEBM_VIDEO : MediaFormat.WEBM_AUDIO;
        }
        return video ? MediaFormat.MATROSKA_VIDEO : MediaFormat.MATROSKA_AUDIO;
    }

    /** Codecs of pictures have names that begin with V_. */
    private boolean hasVideoTrack() {
        for (int at = find("V_", 0, MATROSKA_HEAD); at >= 0; at = find("V_", at + 1, MATROSKA_HEAD)) {
            if (at >= 2 && (file[at - 2] & 0xff) == CODEC_ID) {
                return true;
            }
        }
        return false;
    }

    private MediaFormat mp4() {
        if (PICTURES.stream().anyMatch(brand -> has(8, brand))) {
            return null;
        }
        if (!hasPictures()) {
            return MediaFormat.MP4_AUDIO;
        }
        return has(4, "ftyp") && !has(8, "qt  ") ? MediaFormat.MP4_VIDEO : MediaFormat.QUICKTIME;
    }

    /** Whether a track's handler is the one of video. Where no track is described, the file is broken, and taken for a video. */
    private boolean hasPictures() {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        long at = 0;
        while (at >= 0 && at + 8 <= file.length) {
            long size = bytes.getInt((int) at) & 0xffffffffL;
            if (size == 1 && at + 16 <= file.length) {
                size = bytes.getLong((int) at + 8);
            } else if (size == 0) {
                size = file.length - at;
            }
            if (size < 8) {
                break;
            }
            if (has((int) at + 4, "moov")) {
                return hasVideoHandler((int) at, (int) Math.min(file.length, at + size));
            }
            at += size;
        }
        return true;
    }

    private boolean hasVideoHandler(int from, int to) {
        for (int at = find("hdlr", from, to); at >= 0; at = find("hdlr", at + 1, to)) {
            if (has(at + 12, "vide")) {
                return true;
            }
        }
        return false;
    }

    /** Sound without a container is a row of frames, each with a head of its own. */
    private MediaFormat frames(int at) {
        if (at + 4 > file.length || (file[at] & 0xff) != 0xff) {
            return null;
        }
        int second = file[at + 1] & 0xff;
        if ((second & 0xf6) == 0xf0) {
            return MediaFormat.AAC;
        }
        int third = file[at + 2] & 0xff;
        boolean layer3 = (second & 0xe6) == 0xe2 && (second & 0x18) != 0x08;
        return layer3 && third >> 4 != 0xf && (third >> 2 & 3) != 3 ? MediaFormat.MP3 : null;
    }

    private int endOfTag() {
        if (file.length < 10) {
            return file.length;
        }
        int size = (file[6] & 0x7f) << 21 | (file[7] & 0x7f) << 14 | (file[8] & 0x7f) << 7 | file[9] & 0x7f;
        int at = 10 + size + ((file[5] & 0x10) != 0 ? 10 : 0);
        while (at < file.length && file[at] == 0) {
            at++;
        }
        return at;
    }

    private boolean has(int at, String expected) {
        if (at < 0 || at + expected.length() > file.length) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if ((file[at + i] & 0xff) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int find(String wanted, int from, int to) {
        byte[] bytes = wanted.getBytes(StandardCharsets.ISO_8859_1);
        int end = Math.min(to, file.length) - bytes.length;
        for (int at = from; at <= end; at++) {
            if (file[at] == bytes[0] && has(at, wanted)) {
                return at;
            }
        }
        return -1;
    }
}

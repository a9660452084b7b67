package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.jpeg.BaselineJpeg;
import dev.tandem.operators.image.codec.jpeg.JpegMarkers;
import dev.tandem.operators.image.codec.jpeg.JpegSamples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JPEG file. Its components are told apart as libjpeg does: by the JFIF and Adobe segments, then by their ids.
 *
 * @param encoding what the components are
 */
record JpegFile(ImageHeader header, Encoding encoding) implements ImageFile {
    /** A progressive file goes over all pixels once for each of its scans; there are ten or so. */
    private static final int MAX_SCANS = 32;

    /** What the components of a pixel are. */
    enum Encoding {
        GREY,
        YCC,
        RGB,
        CMYK,
        YCCK,
        /** Predicted and not transformed: another decoder, which gives colours. */
        LOSSLESS
    }

    static JpegFile read(byte[] file, MediaLimits limits) throws SampleFailedException {
        Segments segments = new Segments(file);
        segments.walk();
        JpegFile read = segments.file();
        long pixels = (long) read.header().width() * read.header().height();
        if (segments.scans * pixels > MAX_SCANS * limits.maxPixels()) {
            throw ImageFailure.limit("has " + segments.scans + " scans, too many for its size");
        }
        return read;
    }

    /** The samples of a file of the kind that nearly all are; nothing for what is left to a library. */
    Optional<JpegSamples> baseline(byte[] file) {
        return encoding == Encoding.GREY || encoding == Encoding.YCC
                ? BaselineJpeg.samples(file, header.width(), header.height(), encoding == Encoding.GREY ? 1 : 3)
                : Optional.empty();
    }

    /** The segments up to the end of the first picture. */
    private static final class Segments {
        private static final int RESTART = 0xd0;
        private static final int START = 0xd8;
        private static final int END = 0xd9;
        private static final int SCAN = 0xda;

        private final byte[] file;
        private final TreeMap<Integer, byte[]> profile = new TreeMap<>();
        private int at = 2;
        private int scans;
        private int frame;
        private int width;
        private int height;
        private int[] ids;
        private boolean jfif;
        private int adobe = -1;
        private ExifBlock exif = ExifBlock.NONE;
        private int profileParts;

        Segments(byte[] file) {
            this.file = file;
        }

        void walk() throws SampleFailedException {
            for (int marker = next(); marker >= 0 && marker != END; marker = next()) {
                if (marker < RESTART || marker > START) {
                    int length = number(at);
                    if (length < 2) {
                        throw ImageFailure.broken("The image has a segment of " + length + " bytes");
                    }
                    segment(marker, at + 2, length - 2);
                    at += length;
                }
            }
        }

        /** The next marker, past the pixels of a scan and whatever else stands in between; -1 at the end. */
        private int next() {
            for (at = JpegMarkers.next(file, at); at + 1 < file.length; at = JpegMarkers.next(file, at + 1)) {
                if (file[at + 1] != 0 && file[at + 1] != (byte) 0xff) {
                    at += 2;
                    return file[at - 1] & 0xff;
                }
            }
            return -1;
        }

        private void segment(int marker, int from, int length) throws SampleFailedException {
            switch (marker) {
                case SCAN -> scans++;
                case 0xe0 -> jfif |= starts(from, length, "JFIF\0");
                case 0xe1 -> {
                    if (!exif.present() && starts(from, length, "Exif\0")) {
                        exif = ExifBlock.of(file, from, length);
                    }
                }
                case 0xe2 -> {
                    if (starts(from, length, "ICC_PROFILE\0")) {
                        profile(from + 12, length - 12);
                    }
                }
                case 0xee -> {
                    if (starts(from, length, "Adobe")) {
                        adobe = file[from + 11] & 0xff;
                    }
                }
                default -> {
                    boolean otherTable = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
                    if (frame == 0 && marker >= 0xc0 && marker <= 0xcf && !otherTable) {
                        frame(marker, from);
                    }
                }
            }
        }

        private void frame(int marker, int from) throws SampleFailedException {
            frame = marker;
            height = ImageFile.side(number(from + 1));
            width = ImageFile.side(number(from + 3));
            ids = new int[file[from + 5] & 0xff];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = file[from + 6 + 3 * i] & 0xff;
            }
        }

        /** A profile may be cut into numbered parts, which come in any order. */
        private void profile(int from, int length) {
            if (length > 2) {
                profileParts = file[from + 1] & 0xff;
                profile.putIfAbsent(file[from] & 0xff, Arrays.copyOfRange(file, from + 2, from + length));
            }
        }

        JpegFile file() throws SampleFailedException {
            if (frame == 0 || scans == 0) {
                throw ImageFailure.broken("The image has no picture in it");
            }
            Encoding encoding = encoding();
            ColourKind colours = switch (encoding) {
                case GREY -> ColourKind.GREY;
                case CMYK, YCCK -> ColourKind.CMYK;
                case YCC, RGB -> ColourKind.RGB;
                case LOSSLESS -> ids.length == 1 ? ColourKind.GREY : ColourKind.RGB;
            };
            return new JpegFile(
                    ImageHeader.still(ImageFormat.JPEG, width, height, 1, exif, colours, profile()), encoding);
        }

        private Encoding encoding() throws SampleFailedException {
            boolean lossless = (frame & 3) == 3;
            return switch (ids.length) {
                case 1 -> lossless ? Encoding.LOSSLESS : Encoding.GREY;
                case 3 -> lossless ? Encoding.LOSSLESS : isRgb() ? Encoding.RGB : Encoding.YCC;
                case 4 -> adobe <= 0 ? Encoding.CMYK : Encoding.YCCK;
                default -> throw ImageFailure.broken("The image has " + ids.length + " components");
            };
        }

        private boolean isRgb() {
            return !jfif && (adobe == 0 || adobe < 0 && ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B');
        }

        private byte[] profile() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            profile.values().forEach(bytes::writeBytes);
            boolean whole = profile.size() == profileParts && bytes.size() <= MAX_PROFILE_BYTES;
            return whole ? bytes.toByteArray() : NO_PROFILE;
        }

        private boolean starts(int from, int length, String name) {
            byte[] expected = name.getBytes(StandardCharsets.US_ASCII);
            return length >= expected.length
                    && Arrays.equals(file, from, from + expected.length, expected, 0, expected.length);
        }

        private int number(int from) {
            return ByteBuffer.wrap(file).getShort(from) & 0xffff;
        }
    }
}

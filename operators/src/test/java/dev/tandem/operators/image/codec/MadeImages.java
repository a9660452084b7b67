package dev.tandem.operators.image.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;

/** Images with what no writer at hand puts into them, for tests of other packages. */
public final class MadeImages {
    private MadeImages() {}

    /** A PNG file that says that its colours are those of Display P3. */
    public static byte[] displayP3(byte[] png) {
        return withProfile(png, ColourProfiles.of(
                "RGB ", "Display P3", ColourProfiles.DISPLAY_P3, ColourProfiles.srgbCurve()));
    }

    /** A PNG file that says that its colours are those of sRGB. */
    public static byte[] srgb(byte[] png) {
        return withProfile(png, ColourProfiles.of("RGB ", "sRGB", ColourProfiles.SRGB, ColourProfiles.srgbCurve()));
    }

    /** A PNG or JPEG file with a note that it is to be turned. */
    public static byte[] turned(byte[] file, int orientation) {
        byte[] exif = Files.exif(orientation);
        return ImageFormat.of(file).orElseThrow() == ImageFormat.PNG
                ? Files.withChunk(file, "eXIf", exif)
                : Files.withSegment(file, 0xe1, Files.join(Files.ascii("Exif\0\0"), exif));
    }

    /** A GIF file of so many frames, of one pixel each but for the first. */
    public static byte[] animation(byte[] gif, int frames) {
        byte[] frame = {0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 0};
        byte[][] parts = new byte[frames][];
        Arrays.fill(parts, frame);
        parts[0] = Arrays.copyOf(gif, gif.length - 1);
        return Files.join(Files.join(parts), new byte[] {0x3b});
    }

    private static byte[] withProfile(byte[] png, byte[] profile) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Files.withChunk(png, "iCCP", Files.join(Files.ascii("profile\0\0"), compressed.toByteArray()));
    }
}

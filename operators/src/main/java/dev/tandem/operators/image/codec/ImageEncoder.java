package dev.tandem.operators.image.codec;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes pictures as files of sRGB without a profile, notes or time: with the writers of the JDK and fixed settings, so that
 * the same pixels give the same bytes wherever the JDK has the codecs that it comes with.
 */
public final class ImageEncoder {
    /** A middle way between small and fast: level 6 of 9. */
    private static final float PNG_LEVEL = 1 / 3f;

    private ImageEncoder() {}

    /**
     * A JPEG file, with half the resolution of colours in both directions, as most write it.
     *
     * @param pixels without transparency
     * @param quality 1 to 100, as libjpeg counts it
     */
    public static byte[] jpeg(Pixels pixels, int quality) {
        return write(pixels, ImageFormat.JPEG, quality / 100f);
    }

    /** A PNG file. */
    public static byte[] png(Pixels pixels) {
        return write(pixels, ImageFormat.PNG, PNG_LEVEL);
    }

    private static byte[] write(Pixels pixels, ImageFormat format, float quality) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriter writer = Codecs.writer(format);
            try {
                ImageWriteParam param = writer.getDefaultWriteParam();
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(quality);
                writer.setOutput(out);
                writer.write(null, new IIOImage(image(pixels), null, null), param);
            } finally {
                writer.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage image(Pixels pixels) {
        int channels = pixels.channels();
        int[] offsets = new int[channels];
        for (int i = 0; i < channels; i++) {
            offsets[i] = i;
        }
        ColorSpace space = ColorSpace.getInstance(pixels.isGrey() ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ColorModel model = new ComponentColorModel(
                space, pixels.hasAlpha(), false, pixels.hasAlpha() ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(pixels.samples(), pixels.samples().length),
                pixels.width(), pixels.height(), pixels.width() * channels, channels, offsets, null);
        return new BufferedImage(model, raster, false, null);
    }
}

package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * What image readers give, as {@link Pixels}: the numbers of the file, to which no colour profile was applied. Java's own
 * conversions would apply one, take grey for linear light, and depend on the machine.
 */
final class RasterPixels {
    private static final int OPAQUE = 255;

    private RasterPixels() {}

    /**
     * The pixels of an image.
     *
     * @param colours what the file says that they are, whatever profile it carries
     */
    static Pixels of(BufferedImage image, ColourKind colours) throws SampleFailedException {
        Raster raster = image.getRaster();
        return switch (image.getColorModel()) {
            case IndexColorModel palette -> indexed(raster, palette);
            case ComponentColorModel components -> components(raster, components, colours);
            case DirectColorModel packed -> packed(raster, packed);
            case ColorModel other -> throw ImageFailure.broken("The image's pixels are of a kind that is not read: "
                    + other.getClass().getSimpleName());
        };
    }

    /** Samples of eight bits, those of a pixel side by side; the raster's own array where it is so already. */
    static byte[] interleaved(Raster raster, int depth) {
        int bands = raster.getNumBands();
        int width = raster.getWidth();
        int height = raster.getHeight();
        if (depth == 8 && raster.getDataBuffer() instanceof DataBufferByte buffer && buffer.getNumBanks() == 1
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && raster.getSampleModelTranslateX() == 0 && raster.getSampleModelTranslateY() == 0) {
            return interleaved(buffer, model, width, height, bands);
        }
        byte[] samples = Pixels.empty(width, height, bands).samples();
        int[] row = new int[width * bands];
        int most = (1 << depth) - 1;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int i = 0; i < row.length; i++) {
                // Of more bits the highest eight, as most decoders do; fewer are spread over the whole range.
                samples[y * row.length + i] = (byte) (depth >= 8 ? row[i] >> depth - 8 : row[i] * OPAQUE / most);
            }
        }
        return samples;
    }

    private static byte[] interleaved(
            DataBufferByte buffer, PixelInterleavedSampleModel model, int width, int height, int bands) {
        byte[] data = buffer.getData();
        int[] offsets = model.getBandOffsets();
        boolean inOrder = model.getPixelStride() == bands && model.getScanlineStride() == width * bands
                && buffer.getOffset() == 0 && data.length == width * height * bands;
        for (int band = 0; band < bands; band++) {
            inOrder &= offsets[band] == band;
        }
        if (inOrder) {
            return data;
        }
        byte[] samples = Pixels.empty(width, height, bands).samples();
        for (int band = 0; band < bands; band++) {
            for (int y = 0; y < height; y++) {
                int from = buffer.getOffset() + offsets[band] + y * model.getScanlineStride();
                int to = y * width * bands + band;
                for (int x = 0; x < width; x++) {
                    samples[to + x * bands] = data[from + x * model.getPixelStride()];
                }
            }
        }
        return samples;
    }

    private static Pixels components(
            Raster raster, ComponentColorModel model, ColourKind kind) throws SampleFailedException {
        int depth = model.getComponentSize(0);
        if (depth > 16) {
            throw ImageFailure.broken("The image's samples have " + depth + " bits, more than are read");
        }
        byte[] samples = interleaved(raster, depth);
        Pixels pixels = new Pixels(raster.getWidth(), raster.getHeight(), raster.getNumBands(), samples);
        int colours = model.getNumColorComponents();
        int type = model.getColorSpace().getType();
        boolean grey = type == ColorSpace.TYPE_GRAY && colours == 1;
        boolean rgb = type == ColorSpace.TYPE_RGB && colours == 3;
        if (kind == ColourKind.CMYK && pixels.channels() == 4) {
            return Cmyk.toRgb(pixels);
        }
        if (kind == ColourKind.CMYK || !grey && !rgb || pixels.channels() != colours + (model.hasAlpha() ? 1 : 0)) {
            throw ImageFailure.broken("The image's colours are of a kind that is not read");
        }
        if (model.hasAlpha() && model.isAlphaPremultiplied()) {
            divideByAlpha(pixels);
        }
        return pixels;
    }

    private static void divideByAlpha(Pixels pixels) {
        byte[] samples = pixels.samples();
        int channels = pixels.channels();
        for (int i = 0; i < samples.length; i += channels) {
            int alpha = samples[i + channels - 1] & 0xff;
            for (int channel = 0; alpha > 0 && channel < channels - 1; channel++) {
                samples[i + channel] = (byte) Math.min(OPAQUE, ((samples[i + channel] & 0xff) * OPAQUE + alpha / 2) / alpha);
            }
        }
    }

    /** Numbers of colours in a table; a table of greys makes a grey picture. */
    private static Pixels indexed(Raster raster, IndexColorModel palette) {
        int size = palette.getMapSize();
        int[] colours = new int[size];
        palette.getRGBs(colours);
        boolean grey = true;
        boolean opaque = true;
        for (int colour : colours) {
            grey &= (colour >> 16 & 0xff) == (colour & 0xff) && (colour >> 8 & 0xff) == (colour & 0xff);
            opaque &= colour >>> 24 == OPAQUE;
        }
        int width = raster.getWidth();
        Pixels pixels = Pixels.empty(width, raster.getHeight(), (grey ? 1 : 3) + (opaque ? 0 : 1));
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                put(pixels, y * width + x, row[x] < size ? colours[row[x]] : OPAQUE << 24);
            }
        }
        return pixels;
    }

    /** Whole pixels in a number each, as BMP has them. */
    private static Pixels packed(Raster raster, DirectColorModel model) {
        int width = raster.getWidth();
        Pixels pixels = Pixels.empty(width, raster.getHeight(), model.hasAlpha() ? 4 : 3);
        Object element = null;
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                element = raster.getDataElements(raster.getMinX() + x, raster.getMinY() + y, element);
                put(pixels, y * width + x, model.getRGB(element));
            }
        }
        return pixels;
    }

    private static void put(Pixels pixels, int pixel, int argb) {
        byte[] samples = pixels.samples();
        int at = pixel * pixels.channels();
        samples[at] = (byte) (argb >> 16);
        if (!pixels.isGrey()) {
            samples[at + 1] = (byte) (argb >> 8);
            samples[at + 2] = (byte) argb;
        }
        if (pixels.hasAlpha()) {
            samples[at + pixels.channels() - 1] = (byte) (argb >>> 24);
        }
    }
}

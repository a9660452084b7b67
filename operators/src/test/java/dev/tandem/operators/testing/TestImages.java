package dev.tandem.operators.testing;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images for tests: files of our own, and ones that are made, whole or broken. */
public final class TestImages {
    private TestImages() {}

    /** A file of the test resources. */
    public static byte[] file(String name) {
        try (InputStream in = TestImages.class.getResourceAsStream("/dev/tandem/operators/images/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG file of some pattern. */
    public static byte[] png(int width, int height) {
        return png(width, height, TestImages::pattern);
    }

    /** A PNG file without transparency. */
    public static byte[] png(int width, int height, IntBinaryOperator rgb) {
        return file("png", BufferedImage.TYPE_INT_RGB, width, height, rgb);
    }

    /** A PNG file with transparency, which stands in the highest byte. */
    public static byte[] transparentPng(int width, int height, IntBinaryOperator argb) {
        return file("png", BufferedImage.TYPE_INT_ARGB, width, height, argb);
    }

    /** A TIFF file with transparency. */
    public static byte[] transparentTiff(int width, int height, IntBinaryOperator argb) {
        return file("tif", BufferedImage.TYPE_INT_ARGB, width, height, argb);
    }

    /** A file of a kind that Java writes, without transparency. */
    public static byte[] file(String kind, int width, int height, IntBinaryOperator rgb) {
        return file(kind, BufferedImage.TYPE_INT_RGB, width, height, rgb);
    }

    /** Some pattern of many colours. */
    public static int pattern(int x, int y) {
        return (x * 31 + y * 17) * 2_654_435;
    }

    /** The pixel of a grey value. */
    public static int grey(int value) {
        return value * 0x010101;
    }

    private static byte[] file(String kind, int type, int width, int height, IntBinaryOperator rgb) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb.applyAsInt(x, y));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, kind, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A small PNG file whose header promises as many pixels as it can. */
    public static byte[] bomb(int width, int height) {
        byte[] bomb = png(8, 8);
        ByteBuffer header = ByteBuffer.wrap(bomb);
        header.putInt(16, width).putInt(20, height);
        CRC32 checksum = new CRC32();
        checksum.update(bomb, 12, 17);
        header.putInt(29, (int) checksum.getValue());
        return bomb;
    }

    /** Files that claim to be images and are none that can be decoded, by what is wrong with them. */
    public static Map<String, byte[]> broken() {
        Map<String, byte[]> broken = new LinkedHashMap<>();
        broken.put("cut off PNG", cut(png(64, 64)));
        broken.put("cut off JPEG", cut(file("base_q40.jpg")));
        broken.put("cut off GIF", cut(file("anim0.gif")));
        broken.put("cut off WebP", cut(file("lossy.webp")));
        broken.put("text named .png", "This is a text.".getBytes(StandardCharsets.UTF_8));
        broken.put("zero bytes", new byte[0]);
        broken.put("huge header", bomb(Integer.MAX_VALUE, Integer.MAX_VALUE));
        broken.put("large header", bomb(30_000, 30_000));
        return broken;
    }

    public static byte[] cut(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    public static Part.Media part(byte[] image, Map<String, String> attributes) {
        return new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(image), attributes);
    }

    public static Sample sample(byte[]... images) {
        return Sample.read("images", Map.of(), Arrays.stream(images)
                .<Part>map(image -> part(image, Map.of()))
                .toList());
    }
}

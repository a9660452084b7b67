package dev.tandem.testing;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Samples that any operator may meet: everyday ones, texts at the edges, and images that cannot be decoded. */
public final class ContractSamples {
    private ContractSamples() {}

    /** All of them. */
    public static List<Sample> all() {
        List<Sample> samples = new ArrayList<>(everyday());
        samples.addAll(edges());
        samples.addAll(broken());
        return samples;
    }

    /** A page with an image, a short text, a pair, and one without parts. */
    public static List<Sample> everyday() {
        Part prose = new Part.Text("The miller of the town walks to the market every morning, and brings bread and flour home."
                + " Nobody has seen him late; not once!\n\nIn winter he stays: the river is frozen, the wheel stands still.");
        Part image = image(png(24, 16));
        return List.of(
                Sample.read("page", Map.of(SampleMetadata.TITLE, "The mill"), List.of(prose, image)),
                Sample.read("short", Map.of(), List.of(new Part.Text("a"))),
                Sample.read("pair", Map.of(), List.of(image, new Part.Text(
                        "The wheel of a mill", Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION)))),
                Sample.read("nothing", Map.of(), List.of()));
    }

    /** Texts of nothing, of white space, of one character of any kind, and a long one; each as a table too. */
    public static List<Sample> edges() {
        List<Sample> samples = new ArrayList<>();
        for (String text : List.of("", " ", "\u0000", "\ud83d\ude00", "\n\n", "a".repeat(10_000), "\t\t\n\t")) {
            samples.add(Sample.read("text " + samples.size(), Map.of(), List.of(new Part.Text(text))));
            samples.add(Sample.read("table " + samples.size(), Map.of(), List.of(
                    new Part.Text(text, Map.of(PartAttributes.ROLE, PartAttributes.TABLE)))));
        }
        return samples;
    }

    /** Images that cannot be decoded, each with a text. */
    public static List<Sample> broken() {
        byte[] whole = png(64, 64);
        return List.of(
                broken("cut off", Arrays.copyOf(whole, whole.length / 2)),
                broken("no image", "This is a text.".getBytes(StandardCharsets.UTF_8)),
                broken("empty", new byte[0]),
                broken("huge", huge()));
    }

    private static Sample broken(String source, byte[] bytes) {
        return Sample.read(source, Map.of(SampleMetadata.TITLE, "A picture"), List.of(image(bytes), new Part.Text("text")));
    }

    private static Part image(byte[] bytes) {
        return new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(bytes), Map.of(PartAttributes.ALT, "some picture"));
    }

    private static byte[] png(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            image.setRGB(x, x % height, x * 99_991);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A small file whose header promises as many pixels as it can. */
    private static byte[] huge() {
        byte[] file = png(8, 8);
        ByteBuffer header = ByteBuffer.wrap(file).putInt(16, Integer.MAX_VALUE).putInt(20, Integer.MAX_VALUE);
        CRC32 checksum = new CRC32();
        checksum.update(file, 12, 17);
        header.putInt(29, (int) checksum.getValue());
        return file;
    }
}

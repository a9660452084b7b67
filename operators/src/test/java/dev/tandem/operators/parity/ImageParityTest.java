package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.dedup.image.GreyThumbnail;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.parity.Golden.Document;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Compares with Pillow, ImageHash and OpenCV on images outside of the project, where they are there: pixels, thumbnails,
 * hashes and sharpness. The tests beside the operators have images of the project's own.
 */
final class ImageParityTest {
    private static final String WEBP = "lossy.webp";
    private static final String GREY_16 = "gray16.png";
    private static final String COLOURS = "the decoders of lossy WebP interpolate colours differently";
    private static final String CLIPPED = "of grey of 16 bits the highest eight are taken, where Pillow cuts off what is above 255";

    private static final List<String> METHODS = List.of("ahash", "dhash", "phash", "whash");

    private final Golden golden = Golden.find().orElse(null);

    @Test
    void pixelsAndThumbnailsAreThoseOfPillow() throws IOException {
        assumeTrue(golden != null, "the images are not there");
        List<Document> images = golden.images("pillow-pixels");
        List<JsonNode> expected = golden.expected("pillow-pixels");
        ParityTable table = new ParityTable("Pillow", "13.0.0", COLOURS + "; " + CLIPPED);
        table.compare("pixels as RGB", images, i ->
                sha1(rgb(pixels(images.get(i)))).equals(expected.get(i).get("rgb_sha1").textValue()));
        for (String size : List.of("8x8", "9x8", "32x32")) {
            int width = Integer.parseInt(size.substring(0, size.indexOf('x')));
            int height = Integer.parseInt(size.substring(size.indexOf('x') + 1));
            table.compare("grey thumbnail of " + size + ", by Lanczos", images, i ->
                    hex(GreyThumbnail.of(pixels(images.get(i)), width, height))
                            .equals(expected.get(i).get("gray_lanczos_" + size).textValue()));
        }

        assertThat(table.rows()).allSatisfy(row ->
                assertThat(row.different()).as(row.operator()).extracting(Document::id).isSubsetOf(WEBP, GREY_16));
        table.isOnPage();
    }

    @Test
    void hashesAreThoseOfImageHash() throws IOException {
        assumeTrue(golden != null, "the images are not there");
        ParityTable table = new ParityTable("ImageHash", "4.3.2", COLOURS + "; " + CLIPPED);
        METHODS.forEach(method -> compareHashes(table, "imagehash-hashes", "imagehash", method, method));

        assertThat(table.rows()).allSatisfy(row ->
                assertThat(row.different()).as(row.operator()).extracting(Document::id).isSubsetOf(WEBP, GREY_16));
        table.isOnPage();
    }

    @Test
    void hashesOfTheOtherFamilyAreThoseOfImagededup() throws IOException {
        assumeTrue(golden != null, "the images are not there");
        ParityTable table = new ParityTable("imagededup", "0.3.3.post2", COLOURS + "; " + CLIPPED);
        for (String method : METHODS) {
            compareHashes(table, "datajuicer-images", "imagededup", method, "file_" + method);
            compareHashes(table, "datajuicer-images", "data_juicer", method, "dj_" + method);
        }

        assertThat(table.rows()).allSatisfy(row ->
                assertThat(row.different()).as(row.operator()).extracting(Document::id).isSubsetOf(WEBP, GREY_16));
        table.isOnPage();
    }

    private void compareHashes(ParityTable table, String name, String family, String method, String column) {
        List<Document> images = golden.images(name);
        List<JsonNode> expected = golden.expected(name);
        Deduplicator operator = (Deduplicator) OperatorCatalog.load()
                .create("image_" + method, Map.of("family", family), OperatorContext.withoutModels());
        table.compare("`image_" + method + "`, family: " + family, images, i ->
                hash(operator, images.get(i)) == Long.parseUnsignedLong(expected.get(i).get(column).textValue(), 16));
    }

    @Test
    void sharpnessIsThatOfOpenCv() throws IOException {
        assumeTrue(golden != null, "the images are not there");
        List<Document> images = golden.images("opencv-laplacian");
        List<JsonNode> expected = golden.expected("opencv-laplacian");
        List<Verdict> verdicts = new FilterRun("image_blur", Map.of())
                .of(images.stream().map(image -> TestImages.sample(golden.image(image))).toList());
        ParityTable table = new ParityTable("OpenCV", "5.0.0", COLOURS + "; " + CLIPPED);
        table.compare("`image_blur`, of what Pillow decodes, to nine digits", images, i -> {
            double variance = expected.get(i).get("pil_rgb_cvt").doubleValue();
            double[] here = (double[]) verdicts.get(i).values().get("sharpness");
            return Math.abs(here[0] - variance) <= 1e-9 * Math.max(1, variance);
        });

        assertThat(table.rows().getFirst().different()).extracting(Document::id).isSubsetOf(WEBP, GREY_16);
        table.isOnPage();
    }

    private Pixels pixels(Document image) {
        try {
            return ImageDecoder.decode(MediaContent.of(golden.image(image)), MediaLimits.DEFAULT).pixels();
        } catch (SampleFailedException e) {
            throw new AssertionError(image.id(), e);
        }
    }

    private long hash(Deduplicator operator, Document image) {
        try {
            return operator.signature(new SampleView(TestImages.sample(golden.image(image)))).orElseThrow().evidence()[0];
        } catch (SampleFailedException e) {
            throw new AssertionError(image.id(), e);
        }
    }

    private static byte[] rgb(Pixels pixels) {
        byte[] rgb = new byte[3 * pixels.count()];
        for (int i = 0; i < pixels.count(); i++) {
            rgb[3 * i] = (byte) pixels.red(i);
            rgb[3 * i + 1] = (byte) pixels.green(i);
            rgb[3 * i + 2] = (byte) pixels.blue(i);
        }
        return rgb;
    }

    private static String hex(int[][] rows) {
        StringBuilder hex = new StringBuilder();
        for (int[] row : rows) {
            for (int value : row) {
                hex.append(HexFormat.of().toHexDigits((byte) value));
            }
        }
        return hex.toString();
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

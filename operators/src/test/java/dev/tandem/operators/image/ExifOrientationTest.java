package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.operators.testing.TestImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ExifOrientationTest {

    /** Little-endian TIFF with one entry: the orientation. */
    private static byte[] tiff(int orientation) {
        return ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'I', 'I', 42, 0})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putInt(orientation)
                .array();
    }

    private static byte[] chunked(String start, String name, boolean riff, byte[] content) {
        byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
        byte[] tag = name.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate(head.length + 12 + content.length).put(head);
        if (riff) {
            file.put(tag).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length);
        } else {
            file.putInt(content.length).put(tag);
        }
        return file.put(content).array();
    }

    @Test
    void quarterTurnsSwapTheSidesOfPngAndWebp() {
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] png = chunked("\u0089PNG\r\n\u001a\n", "eXIf", false, tiff(orientation));
            byte[] webp = chunked("RIFF....WEBP", "EXIF", true, tiff(orientation));

            assertThat(ExifOrientation.swapsSides(png)).isEqualTo(orientation >= 5);
            assertThat(ExifOrientation.swapsSides(webp)).isEqualTo(orientation >= 5);
        }
    }

    @Test
    void jpegFilesOfCamerasAreRead() {
        assertThat(ExifOrientation.swapsSides(TestImages.file("exif6.jpg"))).isTrue();
        assertThat(ExifOrientation.swapsSides(TestImages.file("gray.jpg"))).isFalse();
    }

    @Property
    void whatCannotBeReadSwapsNothing(@ForAll @Size(max = 60) byte[] tail, @ForAll @IntRange(max = 40) int kept) {
        byte[] file = Arrays.copyOf(TestImages.file("exif6.jpg"), kept + tail.length);
        System.arraycopy(tail, 0, file, kept, tail.length);

        assertThatCode(() -> ExifOrientation.swapsSides(file)).doesNotThrowAnyException();
    }
}

package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesReaderTest {
    private final ReaderRun images = new ReaderRun("images");

    @TempDir
    private Path folder;

    @Test
    void anImageIsASampleWithTheTextBesideIt() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.write(folder.resolve("a/one.PNG"), TestImages.file("one.png"));
        Files.writeString(folder.resolve("a/one.txt"), " One pixel. \n");
        Files.write(folder.resolve("two.jpg"), TestImages.file("gray.jpg"));
        Files.writeString(folder.resolve("notes.md"), "no image");
        List<Row> rows = images.of(folder);

        assertThat(rows).extracting(Row::source).containsExactly("a/one.PNG", "two.jpg");
        assertThat(rows.getFirst().parts()).containsExactly(
                TestImages.part(TestImages.file("one.png"), Map.of(PartAttributes.URL, "a/one.PNG")),
                new Part.Text("One pixel.", Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION)));
        assertThat(rows.get(1).parts()).hasSize(1);
        assertThat(((Part.Media) rows.get(1).parts().getFirst()).mediaType()).isEqualTo("image/jpeg");
    }

    @Test
    void theKindIsThatOfTheBytesNotOfTheName() throws IOException {
        for (String file : List.of("anim0.gif", "gray.jpg", "lossy.webp", "flat.png")) {
            Files.write(folder.resolve(file + ".bmp"), TestImages.file(file));
        }

        assertThat(images.of(folder)).extracting(row -> ((Part.Media) row.parts().getFirst()).mediaType())
                .containsExactly("image/gif", "image/png", "image/jpeg", "image/webp");
    }

    @Test
    void whatIsNoImageFailsAndReadingGoesOn() throws IOException {
        Files.writeString(folder.resolve("a.png"), "text");
        Files.write(folder.resolve("b.gif"), new byte[0]);
        Files.write(folder.resolve("c.png"), TestImages.file("one.png"));
        Files.write(folder.resolve("c.txt"), new byte[] {(byte) 0xff});
        Files.write(folder.resolve("d.png"), TestImages.png(100, 100));
        Files.write(folder.resolve("e.png"), TestImages.file("one.png"));
        MediaLimits limits = new MediaLimits(1_000, 1_000, 1_000, 1_000);

        assertThat(images.within(limits).outcomes(folder))
                .containsExactly("BROKEN_MEDIA", "BROKEN_MEDIA", "INVALID_ENCODING", "TOO_LARGE", "");
    }

    @Test
    void aCutOffImageIsReadAndFoundWhenItIsDecoded() throws IOException {
        byte[] cut = TestImages.cut(TestImages.png(64, 64));
        Files.write(folder.resolve("cut.png"), cut);

        assertThat(((Part.Media) images.of(folder).getFirst().parts().getFirst()).content())
                .isEqualTo(MediaContent.of(cut));
    }
}

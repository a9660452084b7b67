package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.testing.Archives;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.TestImages;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReaderHostileInputTest {
    private static final int LARGE = 200 << 20;

    private final ReaderRun html = new ReaderRun("html");

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> outcomes(Path input) {
        return html.of(input).stream().collect(Collectors.toMap(
                Row::source, Row::outcome, (left, right) -> left + right, TreeMap::new));
    }

    @Test
    void anEntryThatLeavesTheArchiveFailsAndTheRestGoesOn() throws IOException {
        Path archive = Archives.zip(folder.resolve("site.zip"), Map.of(
                "../evil.html", bytes("evil"), "/abs.html", bytes("evil"), "a/../../up.html", bytes("evil"),
                "..\\win.html", bytes("evil"), "C:/win.html", bytes("evil"), "good.html", bytes("good")));

        assertThat(outcomes(archive)).isEqualTo(Map.of(
                "site.zip!/../evil.html", "UNSAFE_PATH",
                "site.zip!//abs.html", "UNSAFE_PATH",
                "site.zip!/a/../../up.html", "UNSAFE_PATH",
                "site.zip!/..\\win.html", "UNSAFE_PATH",
                "site.zip!/C:/win.html", "UNSAFE_PATH",
                "site.zip!/good.html", "good"));
    }

    @Test
    void anArchiveThatIsNoneIsOneFailedRow() throws IOException {
        Files.writeString(folder.resolve("bad.zip"), "This is no archive.");
        Files.write(folder.resolve("empty.jar"), new byte[0]);
        Files.writeString(folder.resolve("page.html"), "good");

        assertThat(outcomes(folder)).isEqualTo(Map.of(
                "bad.zip", "UNREADABLE_INPUT", "empty.jar", "UNREADABLE_INPUT", "page.html", "good"));
    }

    @Test
    void aDamagedEntryFailsAlone() throws IOException {
        Path archive = Archives.zip(folder.resolve("site.zip"), Map.of("a.html", bytes("<p>" + "word ".repeat(500))));
        byte[] zip = Files.readAllBytes(archive);
        for (int i = 40; i < 48; i++) {
            zip[i] = (byte) 0xff;
        }
        Files.write(archive, zip);

        assertThat(outcomes(archive)).isEqualTo(Map.of("site.zip!/a.html", "UNREADABLE_INPUT"));
    }

    @Test
    void aSecondEntryOfTheSameNameIsNotLostSilently() throws IOException {
        Path archive = Archives.zip(
                folder.resolve("site.zip"), Map.of("a1.html", bytes("one"), "a2.html", bytes("two")));
        String zip = Files.readString(archive, StandardCharsets.ISO_8859_1);
        Files.writeString(archive, zip.replace("a2.html", "a1.html"), StandardCharsets.ISO_8859_1);

        assertThat(html.of(archive)).extracting(Row::failure)
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of(ErrorCode.UNREADABLE_INPUT));
    }

    @Test
    void bytesThatAreNotInTheDeclaredCharacterSetFail() throws IOException {
        Files.write(folder.resolve("a.html"), new byte[] {'a', (byte) 0xc3, 'b'});
        Files.writeString(folder.resolve("b.html"), "<meta charset=x-klingon>b");
        Files.write(folder.resolve("c.html"),
                "<meta charset=iso-8859-1>d\u00e9j\u00e0 \u2026".getBytes(Charset.forName("windows-1252")));
        Files.write(folder.resolve("d.html"), "\ufeffmarked".getBytes(StandardCharsets.UTF_16LE));
        Files.writeString(folder.resolve("e.html"), "\ufeff<meta charset=utf-16>\u00e9");
        Files.writeString(folder.resolve("f.html"), "<script src=x charset=none></script>f");

        assertThat(outcomes(folder)).isEqualTo(Map.of(
                "a.html", "INVALID_ENCODING", "b.html", "INVALID_ENCODING", "c.html", "d\u00e9j\u00e0 \u2026",
                "d.html", "marked", "e.html", "\u00e9", "f.html", "f"));
    }

    @Test
    void aPageOf200MegabytesIsTooLarge() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve("sparse.html").toFile(), "rw")) {
            sparse.setLength(LARGE);
        }
        Archives.zip(folder.resolve("site.zip"), Map.of("good.html", bytes("good")));
        expanding(folder.resolve("large.zip"), LARGE);

        assertThat(outcomes(folder)).isEqualTo(Map.of(
                "large.zip!/page.html", "TOO_LARGE", "site.zip!/good.html", "good", "sparse.html", "TOO_LARGE"));
    }

    @Test
    void anEntryThatLiesAboutItsSizeIsTooLargeAllTheSame() throws IOException {
        Path archive = expanding(folder.resolve("site.zip"), 3 << 20);
        ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(archive)).order(ByteOrder.LITTLE_ENDIAN);
        int directory = zip.getInt(zip.capacity() - 6);
        Files.write(archive, zip.putInt(directory + 24, 10).array());
        MediaLimits limits = new MediaLimits(1_000, 1_000, 1 << 20, 1 << 20);

        assertThat(html.within(limits).outcomes(archive)).containsExactly("TOO_LARGE");
    }

    @Test
    void aPageThatExpandsAThousandTimesIsABomb() throws IOException {
        assertThat(outcomes(expanding(folder.resolve("site.zip"), 30 << 20)))
                .isEqualTo(Map.of("site.zip!/page.html", "MEDIA_LIMIT"));
    }

    @Test
    void aPageOfNothingIsAnEmptySample() throws IOException {
        Files.write(folder.resolve("a.html"), new byte[0]);
        Files.writeString(folder.resolve("b.html"), "<nav>only</nav>");

        assertThat(outcomes(folder)).isEqualTo(Map.of("a.html", "", "b.html", ""));
    }

    /** Each is read in a second; in time quadratic in its size it would take hours. */
    @Test
    void pagesThatAreNestedOrRepeatedWithoutEndAreRead() throws IOException {
        int times = 100_000;
        Files.writeString(folder.resolve("a.html"), "<div>".repeat(times) + "deep");
        Files.writeString(folder.resolve("b.html"), "<nav></nav>".repeat(times) + "flat");
        Files.writeString(folder.resolve("c.html"), "<table><tr><td>".repeat(10_000) + "cell");
        Files.writeString(
                folder.resolve("d.html"), "<div><a href=x>a</a>".repeat(10_000) + "<p>" + "long text ".repeat(50_000));
        Map<String, String> outcomes = outcomes(folder);

        assertThat(outcomes).containsEntry("a.html", "deep").containsEntry("b.html", "flat")
                .containsEntry("c.html", "cell");
        assertThat(outcomes.get("d.html")).endsWith("long text");
    }

    @Test
    void aPageOfCountlessImagesIsNotHeld() throws IOException {
        Files.write(folder.resolve("i.png"), TestImages.png(100, 100));
        Files.writeString(folder.resolve("a.html"), "<img src=i.png>".repeat(1_000));
        Files.writeString(folder.resolve("b.html"), "<img src=i.png>".repeat(1_001));
        MediaLimits limits = new MediaLimits(1_000, 1_000, 100_000, 1 << 20);

        assertThat(outcomes(folder)).isEqualTo(Map.of("a.html", "", "b.html", "MEDIA_LIMIT"));
        assertThat(html.within(limits).outcomes(folder)).containsExactly("MEDIA_LIMIT", "MEDIA_LIMIT");
    }

    private static Path expanding(Path file, int size) throws IOException {
        try (OutputStream raw = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(raw)) {
            out.putNextEntry(new ZipEntry("page.html"));
            byte[] zeros = new byte[1 << 20];
            for (int written = 0; written < size; written += zeros.length) {
                out.write(zeros);
            }
            out.closeEntry();
        }
        return file;
    }
}

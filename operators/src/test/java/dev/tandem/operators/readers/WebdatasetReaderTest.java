package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.testing.Archives;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebdatasetReaderTest {
    private static final int BLOCK = 512;

    private final ReaderRun webdataset = new ReaderRun("webdataset");
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path tar(byte[] content) throws IOException {
        return Files.write(folder.resolve("a.tar"), content);
    }

    private List<String> outcomes() throws IOException {
        return webdataset.outcomes(tar(Archives.tar(entries)));
    }

    @Test
    void neighboursOfOneBaseNameAreASample() throws IOException {
        entries.put("dir/a.png", TestImages.file("one.png"));
        entries.put("dir/a.txt", bytes("one"));
        entries.put("dir/a.json", bytes("{\"k\": 1}"));
        entries.put("dir/b.caption", bytes("two"));
        entries.put("dir/b.cls", bytes("7"));
        List<Row> rows = webdataset.of(tar(Archives.tar(entries)));

        assertThat(rows).extracting(Row::source).containsExactly("a.tar!/dir/a", "a.tar!/dir/b");
        assertThat(rows.getFirst().parts()).containsExactly(
                TestImages.part(TestImages.file("one.png"), Map.of(PartAttributes.URL, "dir/a.png")),
                new Part.Text("one"));
        assertThat(rows.getFirst().sample().orElseThrow().metadata())
                .isEqualTo(Map.of("id", "dir/a", "input", "a.tar", "json", "{\"k\": 1}"));
        assertThat(rows.get(1).parts()).containsExactly(new Part.Text("two"));
    }

    @Test
    void whatIsNotReadableFailsItsSampleAlone() throws IOException {
        entries.put("a.txt", new byte[] {(byte) 0xff});
        entries.put("b.png", bytes("text"));
        entries.put("b.txt", bytes("not alone"));
        entries.put("c.cls", bytes("7"));
        entries.put("README", bytes("x"));
        entries.put(".txt", bytes("x"));
        entries.put("d.txt", bytes("good"));

        assertThat(outcomes()).containsExactly(
                "INVALID_ENCODING", "BROKEN_MEDIA", "EMPTY_SAMPLE", "EMPTY_SAMPLE", "EMPTY_SAMPLE", "good");
    }

    @Test
    void anEntryThatLeavesTheArchiveFails() throws IOException {
        entries.put("../evil.txt", bytes("evil"));
        entries.put("/abs.txt", bytes("evil"));
        entries.put("good.txt", bytes("good"));

        assertThat(outcomes()).containsExactly("UNSAFE_PATH", "UNSAFE_PATH", "good");
    }

    @Test
    void anEntryThatIsTooLargeFailsWithoutBeingHeld() throws IOException {
        entries.put("a.txt", new byte[2_000]);
        entries.put("b.png", TestImages.png(100, 100));
        entries.put("c.txt", bytes("good"));
        MediaLimits limits = new MediaLimits(1_000, 1_000, 1_000, 1_000);

        assertThat(webdataset.within(limits).outcomes(tar(Archives.tar(entries))))
                .containsExactly("TOO_LARGE", "TOO_LARGE", "good");
    }

    @Test
    void longNamesLinksAndFoldersAreKnown() throws IOException {
        String name = "n".repeat(150);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.write(Archives.tarHeader("folder/", '5', 0));
        tar.write(Archives.tarHeader("link.txt", '2', 0));
        tar.write(Archives.tarHeader("././@LongLink", 'L', 155));
        tar.write(Arrays.copyOf(bytes(name + ".txt"), BLOCK));
        tar.write(Archives.tarHeader("short.txt", '0', 3));
        tar.write(Arrays.copyOf(bytes("gnu"), BLOCK));
        tar.write(Archives.tarHeader("pax", 'x', 19));
        tar.write(Arrays.copyOf(bytes("19 path=p/long.txt\n"), BLOCK));
        tar.write(Archives.tarHeader("short.txt", '0', 3));
        tar.write(Arrays.copyOf(bytes("pax"), BLOCK));
        tar.write(new byte[2 * BLOCK]);

        assertThat(webdataset.of(tar(tar.toByteArray()))).extracting(Row::source, Row::outcome).containsExactly(
                tuple("a.tar!/" + name, "gnu"),
                tuple("a.tar!/p/long", "pax"));
    }

    @Test
    void anArchiveThatIsNoneIsOneFailedRowAndAnEmptyOneHasNone() throws IOException {
        Files.writeString(folder.resolve("b.tar"), "This is no archive, whatever its name says.".repeat(30));
        Files.write(folder.resolve("c.tar"), Archives.tar(Map.of()));
        Files.write(folder.resolve("d.tar"), Archives.tarHeader("negative.txt", '0', -1));
        Files.write(folder.resolve("e.tar"), new byte[0]);

        assertThat(webdataset.of(folder)).extracting(Row::source, Row::outcome).containsExactly(
                tuple("b.tar", "UNREADABLE_INPUT"),
                tuple("d.tar", "UNREADABLE_INPUT"));
    }

    /** Wherever an archive of five samples breaks off, the samples before stay, and one row says that it broke off. */
    @Test
    void anArchiveThatBreaksOffFailsTheSampleItBreaksOffIn() throws IOException {
        for (int i = 0; i < 5; i++) {
            entries.put(i + ".png", TestImages.file("one.png"));
            entries.put(i + ".txt", bytes("text " + i));
        }
        byte[] whole = Archives.tar(entries);
        for (int length = BLOCK / 2; length < 20 * BLOCK; length += BLOCK) {
            Path file = tar(Arrays.copyOf(whole, length));
            List<Row> rows = webdataset.splitBy(100).of(file);
            int begun = Math.max(1, (length + 3 * BLOCK) / (4 * BLOCK));

            assertThat(rows).as("length " + length).filteredOn(row -> row.failure().isPresent()).hasSize(1);
            assertThat(rows.getLast().outcome()).isEqualTo("UNREADABLE_INPUT");
            assertThat(rows).hasSizeBetween(begun - 1, begun);
            assertThat(rows).filteredOn(row -> row.failure().isEmpty()).allMatch(row -> row.parts().size() == 2);
            assertThat(webdataset.splitBy(1).of(file)).isEqualTo(rows);
            assertThat(webdataset.splitBy(2).of(file)).isEqualTo(rows);
        }
    }

    @Test
    void splitsDoNotChangeWhatIsRead() throws IOException {
        for (int i = 0; i < 9; i++) {
            entries.put(i + ".txt", bytes("text " + i));
            entries.put(i + ".json", bytes("{}"));
        }
        Path file = tar(Archives.tar(entries));
        List<Row> rows = webdataset.splitBy(100).of(file);

        assertThat(rows).hasSize(9);
        for (int size = 1; size < 5; size++) {
            assertThat(webdataset.splitBy(size).of(file)).isEqualTo(rows);
        }
    }
}

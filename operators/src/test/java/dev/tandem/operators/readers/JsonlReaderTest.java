package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonlReaderTest {
    private final ReaderRun jsonl = new ReaderRun("jsonl");

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void fieldsBecomeTextAndMetadata() throws IOException {
        Row row = jsonl.of(file("a.jsonl", """
                {"id": 7, "text": "one", "created": "2020-01-01", "score": 0.5, "tags": ["x"], "none": null}
                """)).getFirst();

        assertThat(row.source()).isEqualTo("a.jsonl#1");
        assertThat(row.parts()).containsExactly(new Part.Text("one"));
        assertThat(row.sample().orElseThrow().metadata()).isEqualTo(Map.of(
                "id", "7", "created", "2020-01-01", "score", "0.5", "tags", "[\"x\"]", "input", "a.jsonl"));
    }

    @Test
    void fieldsCanHaveOtherNames() throws IOException {
        Sample sample = jsonl.with(Map.of("text_key", "body", "id_key", "key", "created_key", "date"))
                .of(file("a.jsonl", "{\"key\": \"k\", \"body\": \"one\", \"date\": \"2020\", \"text\": \"title\"}"))
                .getFirst().sample().orElseThrow();

        assertThat(sample.text()).isEqualTo("one");
        assertThat(sample.metadata()).containsEntry("id", "k").containsEntry("created", "2020")
                .containsEntry("text", "title");
    }

    @Test
    void imagesAreReadFromPathsInsideTheInput() throws IOException {
        Files.createDirectories(folder.resolve("data/img"));
        byte[] image = TestImages.png(4, 4);
        Files.write(folder.resolve("data/img/a.png"), image);
        Files.writeString(folder.resolve("data/img/fake.png"), "text");
        file("data/a.jsonl", """
                {"images": ["img/a.png", "../data/img/a.png"], "text": "two"}
                {"images": "img/a.png"}
                {"images": ["../../a.png"]}
                {"images": ["img/gone.png"]}
                {"images": ["img/fake.png"]}
                {"images": [7]}
                """);
        List<Row> rows = jsonl.of(folder);

        assertThat(rows.getFirst().parts()).hasSize(3);
        assertThat(((Part.Media) rows.getFirst().parts().getFirst()).content()).isEqualTo(MediaContent.of(image));
        assertThat(rows.get(1).parts()).hasSize(1);
        assertThat(rows.subList(2, 6)).extracting(Row::outcome)
                .containsExactly("UNSAFE_PATH", "BROKEN_MEDIA", "BROKEN_MEDIA", "MALFORMED_ROW");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "no json", "{\"text\": \"cut", "[1]", "null", "\"text\"", "{\"text\": 1}", "{\"text\": [\"a\"]}",
                "{\"text\": null}", "{}",
        "{\"other\": \"a\"}", "{\"text\": \"a\"} {\"text\": \"lost\"}", "{\"text\": \"a\"} tail"
    })
    void aLineThatIsNoRowFailsAndReadingGoesOn(String line) throws IOException {
        assertThat(jsonl.outcomes(file("a.jsonl", "{\"text\": \"one\"}\n" + line + "\n{\"text\": \"three\"}\n")))
                .containsExactly("one", "MALFORMED_ROW", "three");
    }

    @Test
    void deepNestingFailsItsRow() throws IOException {
        assertThat(jsonl.outcomes(file("a.jsonl", "{\"text\": \"a\", \"x\": " + "[".repeat(100_000))))
                .containsExactly("MALFORMED_ROW");
    }

    @Test
    void textThatIsNotUnicodeFails() throws IOException {
        Files.write(folder.resolve("a.jsonl"),
                new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xff, '"', '}'});
        file("b.jsonl", "{\"text\": \"half \\ud83d alone\"}");

        assertThat(jsonl.outcomes(folder)).containsExactly("INVALID_ENCODING", "INVALID_ENCODING");
    }

    @Test
    void aLineThatIsTooLongFailsAlone() throws IOException {
        MediaLimits limits = new MediaLimits(1, 1, 1, 40);
        Path file = file(
                "a.jsonl", "{\"text\": \"one\"}\n{\"text\": \"" + "x".repeat(40) + "\"}\n{\"text\": \"three\"}");

        assertThat(jsonl.within(limits).outcomes(file)).containsExactly("one", "TOO_LARGE", "three");
    }

    @Test
    void byteOrderMarksCarriageReturnsAndBlankLinesAreNoContent() throws IOException {
        Path file = file("a.jsonl", "\ufeff{\"text\": \"one\"}\r\n\r\n  \t\n{\"text\": \"two\"}\r\n\n");

        assertThat(jsonl.of(file)).extracting(Row::source, Row::outcome).containsExactly(
                tuple("a.jsonl#1", "one"), tuple("a.jsonl#4", "two"));
    }

    @Test
    void filesOfAllEndingsAreReadAndEmptyOnesHaveNoRows() throws IOException {
        file("a.json", "{\"text\": \"a\"}");
        file("b.NDJSON", "{\"text\": \"b\"}");
        file("c.jsonl", "");
        Files.write(folder.resolve("d.JSONL.GZ"), gzip("{\"text\": \"d\"}\n".getBytes()));
        Files.write(folder.resolve("e.json.gz"), gzip(new byte[0]));
        file("f.txt", "{\"text\": \"f\"}");

        assertThat(jsonl.outcomes(folder)).containsExactly("a", "b", "d");
    }

    @Test
    void aFileThatIsNotCompressedAsItsNameSaysIsOneFailedRow() throws IOException {
        file("a.jsonl.gz", "{\"text\": \"a\"}");
        Files.write(folder.resolve("b.jsonl.gz"), new byte[0]);

        assertThat(jsonl.outcomes(folder)).containsExactly("UNREADABLE_INPUT", "UNREADABLE_INPUT");
    }

    /** Random letters compress badly, so that the file breaks off in the middle of its lines. */
    @Test
    void aFileThatBreaksOffIsReadUpToThereAndOneFailedRow() throws IOException {
        Random random = new Random(3);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String text = random.ints(200, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            lines.append("{\"text\": \"").append(text).append("\"}\n");
        }
        byte[] whole = gzip(lines.toString().getBytes());
        Files.write(folder.resolve("a.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));
        List<Row> rows = jsonl.of(folder);

        assertThat(rows).hasSizeBetween(30, 70);
        assertThat(rows).filteredOn(row -> row.failure().isPresent()).hasSize(1);
        assertThat(rows.getLast().outcome()).isEqualTo("UNREADABLE_INPUT");
        for (int size : new int[] {1, 7, 1_000}) {
            assertThat(jsonl.splitBy(size).of(folder)).isEqualTo(rows);
        }
    }

    @Test
    void splitsDoNotChangeWhatIsRead() throws IOException {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, 25)
                .forEach(i -> lines.append(i % 5 == 3 ? "\n" : i % 7 == 0 ? "bad\n" : "{\"text\": \"" + i + "\"}\n"));
        file("a.jsonl", lines.toString());
        List<Row> rows = jsonl.splitBy(1_000).of(folder);

        assertThat(rows).hasSize(20);
        for (int size = 1; size < 6; size++) {
            assertThat(jsonl.splitBy(size).of(folder)).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
    void linesLongerThanAnyBufferAreReadWhole(String name) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int length : new int[] {65_535, 1, 65_536, 200_000, 2}) {
            lines.append("{\"text\": \"").append("x".repeat(length)).append("\"}\n");
        }
        byte[] content = lines.toString().getBytes();
        Files.write(folder.resolve(name), name.endsWith(".gz") ? gzip(content) : content);
        List<Row> rows = jsonl.splitBy(1_000).of(folder);

        assertThat(rows).extracting(row -> row.outcome().length()).containsExactly(65_535, 1, 65_536, 200_000, 2);
        for (int size = 1; size < 4; size++) {
            assertThat(jsonl.splitBy(size).of(folder)).isEqualTo(rows);
        }
    }
}

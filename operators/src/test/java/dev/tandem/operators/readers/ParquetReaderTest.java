package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.parquet.ParquetRows;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.ShardRow;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetReaderTest {
    private static final MessageType TABLE = MessageTypeParser.parseMessageType("""
            message table {
              optional binary text (STRING);
              optional binary id (STRING);
              optional int64 score;
              repeated int32 list;
            }""");

    private final ReaderRun parquet = new ReaderRun("parquet");

    @TempDir
    private Path folder;

    private static byte[] table(MessageType schema, List<Group> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ParquetWriter<Group> writer = ParquetRows.writer(out, schema)) {
            for (Group row : rows) {
                writer.write(row);
            }
        }
        return out.toByteArray();
    }

    private static Group row(String text) {
        return new SimpleGroup(TABLE).append("text", text);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("a.parquet"), content);
    }

    @Test
    void aColumnIsTheTextAndOtherFlatColumnsAreMetadata() throws IOException {
        Row row = parquet.of(
                file(table(TABLE, List.of(row("one").append("id", "k").append("score", 7L).append("list", 1)))))
                .getFirst();

        assertThat(row.source()).isEqualTo("a.parquet#1");
        assertThat(row.parts()).containsExactly(new Part.Text("one"));
        assertThat(row.sample().orElseThrow().metadata())
                .isEqualTo(Map.of("id", "k", "score", "7", "input", "a.parquet"));
    }

    @Test
    void aRowWithoutReadableTextFailsAlone() throws IOException {
        Group broken = new SimpleGroup(TABLE).append("text", Binary.fromConstantByteArray(new byte[] {(byte) 0xff}));
        Path file = file(table(TABLE, List.of(row("one"), new SimpleGroup(TABLE), broken, row("four"))));

        assertThat(parquet.outcomes(file)).containsExactly("one", "MALFORMED_ROW", "INVALID_ENCODING", "four");
    }

    @Test
    void aMissingTextColumnIsOneFailedRow() throws IOException {
        Path file = file(table(TABLE, List.of(row("one"), row("two"), row("three"), row("four"), row("five"))));

        assertThat(parquet.with(Map.of("text_key", "body")).outcomes(file)).containsExactly("UNREADABLE_INPUT");
        assertThat(parquet.with(Map.of("text_key", "score")).outcomes(file)).containsExactly("UNREADABLE_INPUT");
        assertThat(parquet.with(Map.of("text_key", "list")).outcomes(file)).containsExactly("UNREADABLE_INPUT");
    }

    @Test
    void aFileThatIsNotParquetIsOneFailedRowAndAnEmptyTableHasNone() throws IOException {
        byte[] whole = table(TABLE, List.of(row("one"), row("two"), row("three")));
        Files.writeString(folder.resolve("a.parquet"), "This is no table, whatever its name says.");
        Files.write(folder.resolve("b.parquet"), new byte[0]);
        Files.write(folder.resolve("c.parquet"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("d.parquet"), table(TABLE, List.of()));

        assertThat(parquet.of(folder)).extracting(Row::source, Row::outcome).containsExactly(
                tuple("a.parquet", "UNREADABLE_INPUT"),
                tuple("b.parquet", "UNREADABLE_INPUT"),
                tuple("c.parquet", "UNREADABLE_INPUT"));
    }

    @Test
    void rowsThatCannotBeReadAreFailedEachAndOnce() throws IOException {
        byte[] whole = table(TABLE, IntStream.range(0, 7).mapToObj(i -> row("some text " + i)).toList());
        for (int i = 10; i < 40; i++) {
            whole[i] ^= 0x55;
        }
        List<Row> rows = parquet.of(file(whole));

        assertThat(rows).hasSize(7).allMatch(row -> row.outcome().equals("UNREADABLE_INPUT"));
        assertThat(rows).extracting(Row::source).doesNotHaveDuplicates();
    }

    @Test
    void dataSetsThatTandemWroteComeBackWhole() throws IOException {
        Sample sample = Sample.of("source", List.of(), Map.of("k", "v"), List.of(
                new Part.Text("one", Map.of("role", "question")),
                TestImages.part(TestImages.file("one.png"), Map.of("alt", "a"))));

        assertThat(parquet.of(
                file(tandem(List.of(ShardRow.of(sample), ShardRow.failed("lost", ErrorCode.TOO_LARGE, "large"))))))
                .containsExactly(
                        new Row("source", Optional.of(sample), Optional.empty()),
                        new Row("lost", Optional.empty(), Optional.of(ErrorCode.TOO_LARGE)));
    }

    @Test
    void contentThatDoesNotMatchItsDigestFails() throws IOException {
        Sample sample = Sample.read("source", Map.of(), List.of(new Part.Text("true text")));
        Sample forged = new Sample(
                sample.id(), sample.contentDigest(), "forged", List.of(), Map.of(),
                List.of(new Part.Text("other text")));

        assertThat(parquet.outcomes(file(tandem(List.of(ShardRow.of(sample), ShardRow.of(forged))))))
                .containsExactly("true text", "CORRUPT_OBJECT");
    }

    /** Several row groups, so that splits begin inside some and leave out others. */
    @Test
    void splitsDoNotChangeWhatIsRead() throws IOException {
        Random random = new Random(5);
        byte[] noise = new byte[300_000];
        List<Group> groups = IntStream.range(0, 90).mapToObj(i -> {
            random.nextBytes(noise);
            return row(i + new String(noise, StandardCharsets.ISO_8859_1));
        }).toList();
        Path file = file(table(TABLE, groups));
        List<Row> rows = parquet.splitBy(1_000).of(file);

        assertThat(rows).hasSize(90);
        assertThat(parquet.splitBy(40).of(file)).isEqualTo(rows);
    }

    private static byte[] tandem(List<ShardRow> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SampleFile file = SampleFile.write(out, content -> false)) {
            for (ShardRow row : rows) {
                file.add(row);
            }
        }
        return out.toByteArray();
    }
}

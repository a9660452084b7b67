package dev.tandem.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.IdentifyingWriter.Identity;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.ShardRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

class ParquetColumnsTest {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message cells {
              required int32 row;
              optional double some;
              repeated double many;
              optional binary name (STRING);
              optional binary filler;
            }
            """);

    private static byte[] file(int rows, int fillerBytes) throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ParquetWriter<Group> writer = ParquetRows.writer(bytes, SCHEMA)) {
            for (int row = 0; row < rows; row++) {
                Group group = new SimpleGroup(SCHEMA);
                group.add("row", row);
                if (row % 3 != 0) {
                    group.add("some", row / 2.0);
                    group.add("name", "n" + row % 7);
                }
                for (int i = 0; i < row % 4; i++) {
                    group.add("many", row + i / 10.0);
                }
                byte[] filler = new byte[fillerBytes];
                random.nextBytes(filler);
                group.add("filler", Binary.fromConstantByteArray(filler));
                writer.write(group);
            }
        }
        return bytes.toByteArray();
    }

    private record Cells(List<Double> some, List<double[]> many, List<String> names, List<Long> firstRows) {
        static Cells read(byte[] file) throws IOException {
            Cells cells = new Cells(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            ParquetColumns.read(file, List.of("some", "name", "nothing"), block -> {
                assertThat(block.has("some")).isTrue();
                assertThat(block.has("nothing")).isFalse();
                cells.firstRows.add(block.firstRow());
                Arrays.stream(block.numbers("some")).forEach(cells.some::add);
                cells.many.addAll(Arrays.asList(block.lists("many")));
                cells.names.addAll(Arrays.asList(block.texts("name")));
                assertThat(cells.some).hasSize((int) block.firstRow() + block.rows());
            });
            return cells;
        }
    }

    /** More than one row group, whose cells of every kind are there or not. */
    @Test
    void columnsHoldWhatRowsHold() throws IOException {
        Cells cells = Cells.read(file(700, 20_000));
        assertThat(cells.firstRows()).hasSizeGreaterThan(1).startsWith(0L);
        assertThat(cells.some()).hasSize(700);
        for (int row = 0; row < 700; row++) {
            int first = row;
            assertThat(cells.some().get(row)).isEqualTo((Object) (row % 3 == 0 ? Double.NaN : row / 2.0));
            assertThat(cells.names().get(row)).isEqualTo(row % 3 == 0 ? "" : "n" + row % 7);
            assertThat(cells.many().get(row)).containsExactly(
                    IntStream.range(0, row % 4).mapToDouble(i -> first + i / 10.0).toArray());
        }
    }

    @Test
    void aFileWithoutRowsHasNone() throws IOException {
        assertThat(Cells.read(file(0, 1)).some()).isEmpty();
    }

    @Test
    void identitiesAreReadWithoutTheRestOfTheFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Sample> samples = new ArrayList<>();
        byte[] noise = new byte[5_000];
        try (SampleFile file = SampleFile.write(out, content -> false)) {
            for (int i = 0; i < 100; i++) {
                new Random(i).nextBytes(noise);
                samples.add(Sample.read("source " + i, Map.of(), List.of(new Part.Text(Arrays.toString(noise)))));
                file.add(ShardRow.of(samples.getLast()));
            }
        }
        byte[] file = out.toByteArray();
        long[] fetched = new long[2];
        List<Identity> read = new ArrayList<>();
        SampleFile.identities(file.length, (offset, length) -> {
            fetched[0]++;
            fetched[1] += length;
            return Arrays.copyOfRange(file, (int) offset, (int) offset + length);
        }, read::add);

        assertThat(read).isEqualTo(samples.stream()
                .map(sample -> new Identity(sample.id().hex(), sample.contentDigest().hex(), sample.source()))
                .toList());
        assertThat(fetched[0]).isLessThan(10);
        assertThat(fetched[1]).isLessThan(file.length / 4);
    }

    @Test
    void aFileThatIsCutOffIsNoOther() throws IOException {
        byte[] file = file(10, 10);
        assertThatThrownBy(() -> ParquetColumns.read(
                        file.length, (offset, length) -> new byte[length / 2], List.of("some"), block -> {}))
                .isInstanceOf(IOException.class);
    }
}

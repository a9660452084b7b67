package dev.tandem.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.IdentifyingWriter.Identity;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.ShardRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
              optional double never;
              optional binary filler;
            }
            """);

    private static final byte[] FILE = small();

    private static byte[] small() {
        try {
            return file(40, 3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
            ParquetColumns.read(file, block -> {
                assertThat(block.has("some")).isTrue();
                assertThat(block.has("nothing")).isFalse();
                cells.firstRows.add(block.firstRow());
                Arrays.stream(block.numbers("some")).forEach(cells.some::add);
                assertThat(block.numbers("never")).containsOnly(Double.NaN);
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

    /** A dictionary that grows too large is given up in the middle of a column. */
    @Test
    void columnsOfManyDifferentNumbersAreRead() throws IOException {
        Cells cells = Cells.read(file(210_000, 0));
        assertThat(cells.firstRows()).hasSize(1);
        assertThat(cells.some()).hasSize(210_000).endsWith(209_998 / 2.0, 209_999 / 2.0);
        assertThat(cells.some().get(1)).isEqualTo(0.5);
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

    /** Whatever is wrong with a file, it is told as that, and costs no more than reading it. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aFileWithOtherBytesIsRefusedOrReadToItsEnd(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] file = FILE.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int tail = Math.min(file.length, 1_500);
            file[random.nextBoolean() ? random.nextInt(file.length) : file.length - 1 - random.nextInt(tail)] = (byte) random.nextInt();
        }
        byte[] cut = random.nextInt(5) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
        int[] rows = {0};
        Throwable thrown = catchThrowable(() -> ParquetColumns.read(cut, block -> {
            for (String column : List.of("some", "name", "many")) {
                if (block.has(column)) {
                    rows[0] += column.equals("some") ? block.numbers(column).length : 0;
                    rows[0] += column.equals("name") ? block.texts(column).length : 0;
                    rows[0] += column.equals("many") ? block.lists(column).length : 0;
                }
            }
        }));
        assertThat(thrown == null || thrown instanceof IOException).as(() -> "" + thrown).isTrue();
    }

    /** Groups, groups within groups and repeated ones: what is not flat is left out, and what follows is found. */
    @Test
    void columnsWithinGroupsAreLeftOut() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SampleFile file = SampleFile.write(out, content -> false)) {
            Sample sample = Sample.of("s", List.of(), Map.of("key", "value"), List.of(new Part.Text("t", Map.of("role", "table"))));
            file.add(ShardRow.of(sample));
            file.add(ShardRow.failed("broken", ErrorCode.MALFORMED_ROW, "no row"));
        }
        ParquetColumns.read(out.toByteArray(), block -> {
            assertThat(block.has("metadata")).isFalse();
            assertThat(block.has("key")).isFalse();
            assertThat(block.texts("source")).containsExactly("s", "broken");
            assertThat(block.texts("failure_code")).containsExactly("", "MALFORMED_ROW");
        });
    }
}

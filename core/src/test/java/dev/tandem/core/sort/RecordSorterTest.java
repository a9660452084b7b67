package dev.tandem.core.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordSorterTest {
    @TempDir
    private Path folder;

    private SortSpace small() {
        return new SortSpace(SortSpace.LEAST_BYTES, folder);
    }

    private static List<long[]> records(int count, int values, Random random) {
        List<long[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] record = new long[2 + random.nextInt(3)];
            Arrays.setAll(record, unused -> random.nextInt(values) - values / 2);
            records.add(record);
        }
        return records;
    }

    private static List<long[]> read(RecordSorter sorter) {
        List<long[]> read = new ArrayList<>();
        try (RecordCursor cursor = sorter.cursor()) {
            while (cursor.next()) {
                read.add(cursor.from(0));
            }
        }
        return read;
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void recordsComeInTheOrderOfTheirKeysWhetherTheyFitIntoMemoryOrNot() throws IOException {
        for (int count : new int[] {0, 1, 1_000, 60_000}) {
            List<long[]> records = records(count, Integer.MAX_VALUE, new Random(count));
            try (RecordSorter sorter = new RecordSorter(2, false, small())) {
                records.forEach(sorter::add);
                List<long[]> expected = new ArrayList<>(records);
                expected.sort(Comparator.<long[]>comparingLong(record -> record[0]).thenComparingLong(record -> record[1]));

                assertThat(read(sorter)).usingElementComparator(Arrays::compare).isEqualTo(expected);
                assertThat(read(sorter)).hasSize(count);
                assertThat(sorter.runs().isEmpty()).isEqualTo(count <= 10_000);
                assertThat(sorter.added()).isEqualTo(count);
            }
            assertThat(files()).isZero();
        }
    }

    @Test
    void ofEqualKeysOneIsEnoughWhereThatIsWanted() {
        List<long[]> records = records(60_000, 40, new Random(3));
        try (RecordSorter sorter = new RecordSorter(2, true, small())) {
            records.forEach(sorter::add);

            assertThat(read(sorter)).hasSize(1_600);
        }
    }

    @Test
    void manyRunsAreMergedSoThatFewFilesAreOpen() {
        try (RecordSorter sorter = new RecordSorter(1, false, small())) {
            long[] wide = new long[60_000];
            for (int i = 0; i < 200; i++) {
                wide[0] = i * 7919 % 200;
                sorter.add(wide);
            }

            assertThat(sorter.runs()).hasSizeLessThan(64);
            assertThat(read(sorter)).extracting(record -> record[0]).isSorted().hasSize(200);
        }
    }

    @Test
    void aRecordThatIsLargerThanTheMemoryIsSortedToo() {
        try (RecordSorter sorter = new RecordSorter(1, false, small())) {
            long[] large = new long[400_000];
            large[0] = 5;
            sorter.add(9);
            sorter.add(large);
            sorter.add(1);

            assertThat(read(sorter)).extracting(record -> record[0] + record.length).containsExactly(2L, 400_005L, 10L);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (RecordSorter sorter = new RecordSorter(1, false, new SortSpace(SortSpace.LEAST_BYTES, file))) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < 100_000; i++) {
                    sorter.add(i);
                }
            }).isInstanceOf(TandemException.class).hasMessageContaining(file.toString());
        }
    }

    @Test
    void tooLittleMemoryIsRefused() {
        assertThatThrownBy(() -> new SortSpace(1_000, folder)).hasMessageContaining("1048576").hasMessageContaining("1000");
        assertThat(small().share(8)).isEqualTo(small());
    }
}

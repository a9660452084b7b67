package dev.tandem.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RunMergeTest {
    private static final HexFormat HEX = HexFormat.of();

    private static byte[] run(byte[]... keys) {
        KeySorter sorter = new KeySorter(keys.length == 0 ? 2 : keys[0].length);
        Arrays.stream(keys).forEach(sorter::add);
        return sorter.run();
    }

    @Property(tries = 60)
    void whatIsMergedIsTheCountOfEachKeyHoweverTheKeysWereCut(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int keyBytes,
            @ForAll @IntRange(min = 0, max = 700) int runs,
            @ForAll @IntRange(min = 0, max = 3_000) int memory) {
        Random random = new Random(seed);
        Map<String, Long> expected = new TreeMap<>();
        try (RunMerge merge = new RunMerge(keyBytes, memory, () -> {})) {
            for (int i = 0; i < runs; i++) {
                KeySorter sorter = new KeySorter(keyBytes);
                for (int keys = random.nextInt(20); keys > 0; keys--) {
                    byte[] key = new byte[keyBytes];
                    random.nextBytes(key);
                    key[0] = (byte) (key[0] | 0x7c);
                    sorter.add(key);
                    expected.merge(HEX.formatHex(key), 1L, Long::sum);
                }
                merge.add(sorter.run(), sorter.total());
            }
            var merged = merge.merged();
            for (int walk = 0; walk < 2; walk++) {
                Map<String, Long> found = new LinkedHashMap<>();
                merged.forEach((key, count) -> found.put(HEX.formatHex(key), count));
                assertThat(found.entrySet()).containsExactlyElementsOf(expected.entrySet());
            }
            assertThat(merged.total()).isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void numbersOfAnySizeAreKept() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long[] numbers = {1, 127, 128, 1L << 31, Long.MAX_VALUE};
        try (KeyRun.Writer writer = new KeyRun.Writer(out, 1)) {
            for (int i = 0; i < numbers.length; i++) {
                writer.accept(new byte[] {(byte) (200 + i)}, numbers[i]);
            }
        }
        try (KeyRun.Cursor cursor = new KeyRun.Cursor(new ByteArrayInputStream(out.toByteArray()), 1)) {
            for (int i = 0; i < numbers.length; i++) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).containsExactly(200 + i);
                assertThat(cursor.number()).isEqualTo(numbers[i]);
            }
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void keysOutOfOrderAreRefused() {
        KeyRun.Writer writer = new KeyRun.Writer(new ByteArrayOutputStream(), 1);
        writer.accept(new byte[] {(byte) 0x80}, 1);

        assertThatThrownBy(() -> writer.accept(new byte[] {0x7f}, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.accept(new byte[] {(byte) 0x80}, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDamagedSummaryIsTold() {
        byte[] whole = run(new byte[] {1, 2}, new byte[] {3, 4});
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            // A cut between two entries is seen by the digest alone.
            if (length != whole.length - 3 && length != whole.length - 6) {
                assertThatExceptionOfType(TandemException.class)
                        .as("cut at " + length)
                        .isThrownBy(() -> walk(cut))
                        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.CORRUPT_OBJECT));
            }
        }
        byte[] endless = Arrays.copyOf(whole, whole.length + 20);
        Arrays.fill(endless, whole.length - 1, endless.length, (byte) 0xff);
        assertThatExceptionOfType(TandemException.class).isThrownBy(() -> walk(endless));
    }

    private static void walk(byte[] bytes) {
        try (KeyRun.Cursor cursor = new KeyRun.Cursor(new ByteArrayInputStream(bytes), 2)) {
            while (cursor.next()) {
                assertThat(cursor.number()).isPositive();
            }
        }
    }

    @Test
    void ofATableThatIsReadThroughOnlyTheKeysOfTheShardAreHeld() {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (KeyRun.Writer writer = new KeyRun.Writer(table, 1)) {
            for (int key = 10; key < 250; key += 10) {
                writer.accept(new byte[] {(byte) key}, key);
            }
        }
        byte[] own = run(new byte[] {5}, new byte[] {10}, new byte[] {11}, new byte[] {(byte) 240}, new byte[] {(byte) 255});
        FoundKeys found = FoundKeys.of(own, new ByteArrayInputStream(table.toByteArray()), 1);

        assertThat(found.number(new byte[] {10})).isEqualTo(10);
        assertThat(found.number(new byte[] {(byte) 240})).isEqualTo(240);
        for (int key : new int[] {5, 11, 20, 250, 255}) {
            assertThat(found.number(new byte[] {(byte) key})).isZero();
        }
    }
}

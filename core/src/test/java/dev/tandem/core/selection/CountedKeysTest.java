package dev.tandem.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.sort.SortSpace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CountedKeysTest {
    private static final HexFormat HEX = HexFormat.of();

    private static CountedKeys empty(int keyBytes) {
        return new CountedKeys(keyBytes, SortSpace.temporary(SortSpace.LEAST_BYTES), () -> {});
    }

    private static byte[] run(byte[]... keys) {
        try (CountedKeys sorted = empty(keys[0].length)) {
            Arrays.stream(keys).forEach(sorted::add);
            return sorted.run();
        }
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void whatIsCountedIsTheSumOfEachKeyHoweverTheKeysWereCut(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 19) int keyBytes,
            @ForAll @IntRange(min = 0, max = 200) int runs) {
        counted(new Random(seed), keyBytes, runs, 20);
    }

    @Test
    void moreKeysThanFitIntoMemoryAreCountedToo() {
        counted(new Random(1), 9, 4, 20_000);
    }

    private static void counted(Random random, int keyBytes, int runs, int most) {
        Map<String, Long> expected = new TreeMap<>();
        try (CountedKeys all = empty(keyBytes)) {
            for (int i = 0; i < runs; i++) {
                try (CountedKeys some = empty(keyBytes)) {
                    for (int keys = random.nextInt(most); keys > 0; keys--) {
                        byte[] key = new byte[keyBytes];
                        // Bytes of both signs, and keys that come again.
                        key[0] = (byte) random.nextInt(256);
                        key[keyBytes - 1] = (byte) random.nextInt(256);
                        some.add(key);
                        expected.merge(HEX.formatHex(key), 1L, Long::sum);
                    }
                    all.addRun(some.run());
                }
            }
            for (int walk = 0; walk < 2; walk++) {
                Map<String, Long> found = new LinkedHashMap<>();
                all.counts().forEach((key, count) -> found.put(HEX.formatHex(key), count));
                assertThat(found.entrySet()).containsExactlyElementsOf(expected.entrySet());
            }
            assertThat(all.total()).isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void keysOfAnotherLengthAreRefused() {
        try (CountedKeys keys = empty(3)) {
            assertThatThrownBy(() -> keys.add(new byte[2])).hasMessageContaining("3 bytes").hasMessageContaining("2");
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

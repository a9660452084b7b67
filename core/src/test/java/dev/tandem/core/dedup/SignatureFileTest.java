package dev.tandem.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignatureFileTest {
    private static final int SAMPLES = 9_000;

    private final SignatureWriter.Written written = written();
    private final List<long[]> reads = new ArrayList<>();
    private final SignatureReader reader = reader(written.bytes());

    /** Every other row, with three keys of which the second is the same for many. */
    private static SignatureWriter.Written written() {
        SignatureWriter writer = new SignatureWriter();
        for (int i = 0; i < SAMPLES; i++) {
            long[] bands = {i, i % 3, -i};
            writer.add(2 * i, Digest.of("sample " + i), new Signature(bands, new long[] {i, i + 1}, "preference " + i));
        }
        writer.fail(7, ErrorCode.MEDIA_LIMIT, "too many pixels");
        return writer.finish();
    }

    private SignatureReader reader(byte[] file) {
        SignatureDirectory directory = SignatureDirectory.decode(written.directory().encode());
        return new SignatureReader(directory, (offset, length) -> {
            reads.add(new long[] {offset, length});
            return Arrays.copyOfRange(file, (int) offset, (int) offset + length);
        });
    }

    @Test
    void partsOfABandTogetherHaveEachEntryOnceInOrder() {
        for (int band = 0; band < 3; band++) {
            List<Long> keys = new ArrayList<>();
            List<Integer> rows = new ArrayList<>();
            for (int part = 0; part < 7; part++) {
                int wanted = band;
                new Partition(part, 7).ranges(3, (ranged, from, to) -> {
                    if (ranged == wanted) {
                        reader.entries(ranged, from, to, (key, evidence, row) -> {
                            keys.add(key);
                            rows.add(row);
                        });
                    }
                });
            }

            assertThat(keys).isSorted().hasSize(SAMPLES);
            assertThat(rows).doesNotHaveDuplicates().hasSize(SAMPLES);
        }
    }

    @Test
    void aRangeOfKeysReadsOnlyTheBlocksThatHaveIt() {
        List<Integer> rows = new ArrayList<>();
        long key = SignatureWriter.scattered(1_234);
        reader.entries(0, key, key, (found, evidence, row) -> rows.add(row));

        assertThat(rows).containsExactly(2 * 1_234);
        assertThat(reads).hasSize(1);
        assertThat(reads.getFirst()[1]).isLessThan(70_000);
    }

    @Test
    void identitiesAndEvidenceAreFoundByAscendingRow() {
        SignatureReader.Nodes nodes = reader.nodes();
        SignatureReader.Evidence evidence = reader.evidence();
        long[] node = new long[12];
        for (int row : new int[] {0, 2, 8_000, 8_000, 17_998}) {
            nodes.copy(row, node, 0);
            Digest id = Digest.of("sample " + row / 2);
            assertThat(String.format("%016x%016x%016x%016x", node[0], node[1], node[2], node[3])).isEqualTo(id.hex());
            assertThat(evidence.of(row)).containsExactly(row / 2, row / 2 + 1);
        }
        assertThatThrownBy(() -> reader.evidence().of(7)).hasMessageContaining("row 7");
    }

    @Test
    void whoNeedsEachBlockFetchesMoreAndMoreAtOnceAndWhoLeavesBlocksOutFetchesOne() {
        SignatureReader.Nodes nodes = reader.nodes();
        long[] node = new long[12];
        for (int i = 0; i < SAMPLES; i++) {
            nodes.copy(2 * i, node, 0);
        }
        // 656 samples stand in a block of 64 KiB.
        assertThat(reads).extracting(read -> read[1] / SignatureWriter.NODE_BYTES)
                .containsExactly(656L, 2 * 656L, 4 * 656L, SAMPLES - 7 * 656L);

        reads.clear();
        SignatureReader.Nodes some = reader.nodes();
        for (int row = 0; row < 2 * SAMPLES; row += 6_000) {
            some.copy(row, node, 0);
        }
        assertThat(reads).hasSize(3).allSatisfy(read -> assertThat(read[1]).isLessThan(70_000));
    }

    @Test
    void preferencesCompareAsTheirFirst64BytesOfUtf8() {
        assertThat(compare("2019", "2020")).isNegative();
        assertThat(compare("\uffee", "\ud83d\ude00")).isNegative();
        assertThat(compare("", "a")).isNegative();
        assertThat(compare("x".repeat(63) + "b", "x".repeat(63) + "a")).isPositive();
        assertThat(compare("x".repeat(64) + "b", "x".repeat(64) + "a")).isZero();
    }

    private int compare(String left, String right) {
        SignatureWriter writer = new SignatureWriter();
        writer.add(0, Digest.of("left"), new Signature(new long[0], new long[0], left));
        writer.add(1, Digest.of("right"), new Signature(new long[0], new long[0], right));
        SignatureWriter.Written file = writer.finish();
        SignatureReader.Nodes nodes = new SignatureReader(file.directory(), (offset, length) ->
                Arrays.copyOfRange(file.bytes(), (int) offset, (int) offset + length)).nodes();
        long[] found = new long[24];
        nodes.copy(0, found, 0);
        nodes.copy(1, found, 12);
        for (int i = 4; i < 12; i++) {
            if (found[i] != found[12 + i]) {
                return Long.compareUnsigned(found[i], found[12 + i]);
            }
        }
        return 0;
    }

    @Test
    void failuresAreKept() {
        assertThat(reader.failed())
                .containsExactly(new SignatureReader.Failed(7, ErrorCode.MEDIA_LIMIT, "too many pixels"));
    }

    @Test
    void aDamagedBlockIsRefused() {
        byte[] damaged = written.bytes().clone();
        damaged[100] ^= 1;

        assertThatThrownBy(() -> reader(damaged).nodes().copy(0, new long[12], 0))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_OBJECT));
    }

    @Test
    void theNumberOfKeysIsTheSameForAll() {
        SignatureWriter writer = new SignatureWriter();
        writer.add(0, Digest.of("one"), new Signature(new long[2], new long[0], ""));

        assertThatThrownBy(() -> writer.add(1, Digest.of("two"), new Signature(new long[3], new long[0], "")))
                .hasMessageContaining("2").hasMessageContaining("3");
    }
}

package dev.tandem.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that other systems give of one text, of which a few minima and all of them, exclusive-ored, are compared. */
final class SignaturesOfOthersTest {
    private static final String TEXT =
            "The harbour master counted nine grey barges, and one by one they left before the tide had turned; nobody waved.";

    private static String summary(long[] minima) {
        List<Long> shown = List.of(
                minima[0], minima[1], minima[2], minima[minima.length - 1],
                Arrays.stream(minima).reduce(0, (left, right) -> left ^ right));
        return String.join(" ", shown.stream().map(Long::toHexString).toList());
    }

    private static long[] minima(
            MinHashSignature kind, int count, Tokenization tokenization, int window, IgnoredText ignored) {
        Permutations.Minima minima = kind.permutations(count, count).minima();
        Shingler shingler = kind.shingler(window, tokenization.isSpaced(), minima::lower);
        tokenization.cut(ignored.without(TEXT), shingler);
        shingler.finish(ShortTexts.KEPT);
        return minima.values();
    }

    /** Expected values: datasketch 2.0.0 on the runs of five words of {@code text.lower().split()}. */
    @ParameterizedTest
    @CsvSource({
        "DATASKETCH, 2b72b3b 65c024c b7a648e e5bb747 198718d2",
        "DATASKETCH_64, e639fff245405f1 17b754786639d91 f331b62a39d9f88 879af58364addcb 61e177149e1d2730",
        "DATASKETCH_LEGACY, 43df017 4f7ab48 f12359 9d3c469 58770b4"
    })
    void schemesOfDatasketch(MinHashSignature kind, String expected) {
        long[] minima = minima(kind, 128, Tokenization.WHITESPACE, 5, IgnoredText.of(true, ""));

        assertThat(summary(minima)).isEqualTo(expected);
    }

    /** Expected values: the formula of Data-Juicer 1.6.1 in numpy 2.4.6. */
    @ParameterizedTest
    @CsvSource({
        "SPACE, 5, true, '', 634ee4a c348f46 a85420c 13724ed4 40836be",
        "CHARACTER, 5, true, '', 1af2461 70abc5 15e4b22 5ba3afe d5138d5",
        "PUNCTUATION, 2, true, '', 32b29014 307be9c 15d60d8 ff8fa1 942eb8",
        "SPACE, 5, false, '\\p{P}', 634ee4a 112d7328 a85420c 13724ed4 26d28341",
        "SPACE, 5, false, '[.,;]', 634ee4a 112d7328 a85420c 13724ed4 26d28341"
    })
    void tokenizationsOfDataJuicer(Tokenization tokenization, int window, boolean lowercase, String pattern, String expected) {
        long[] minima = minima(
                MinHashSignature.DATA_JUICER, 250, tokenization, window, IgnoredText.of(lowercase, pattern));

        assertThat(summary(minima)).isEqualTo(expected);
    }

    /** Expected values: the formula of datatrove 0.10.1 in numpy 2.4.6, with xxhash 3.8.2. */
    @ParameterizedTest
    @CsvSource({
        "XXHASH, 64, 30aab5b65de1d75 255725eb51b0152 1c74ccf070973f8 1d5fafb32a4fc84 ed03aec308da504",
        "SHA1, 64, 1d8c4b5879d081e 24ea9703b69e2fb 12279a06cee7323 1278d651c142b08 c611b4cc1c41bb3",
        "SHA1, 32, 4b201e 67791f9 9d3ac0 1a46fd2f 16101361"
    })
    void hashesOfDatatrove(ShingleHash hash, int bits, String expected) {
        Permutations.Minima minima = Mersenne.datatrove(112, 1, bits).minima();
        Shingler shingler = new ByteShingler(5, true, hash, minima::lower);
        Tokenization.WHITESPACE.cut(TEXT.toLowerCase().replaceAll("[.,;]", "").toCharArray(), shingler);
        shingler.finish(ShortTexts.KEPT);

        assertThat(summary(minima.values())).isEqualTo(expected);
    }

    /** Expected values: simhash-pybind, as Data-Juicer 1.6.1 calls it. */
    @ParameterizedTest
    @CsvSource({"SPACE, b8d91326af2e8449", "CHARACTER, 21f02ac28d270038"})
    void simHashesOfDataJuicer(Tokenization tokenization, String expected) {
        SimHash hash = new SimHash();
        Shingler shingler = new ByteShingler(6, tokenization.isSpaced(), ShingleHash.MD5, hash);
        tokenization.cut(TEXT.toLowerCase().toCharArray(), shingler);
        shingler.finish(ShortTexts.KEPT);

        assertThat(Long.toHexString(hash.value())).isEqualTo(expected);
    }

    /** Expected values: numpy 2.4.6, {@code RandomState(7).randint}. */
    @Test
    void theGeneratorIsThatOfNumpy() {
        MersenneTwister random = new MersenneTwister(7);
        long last = (1L << 61) - 2;

        assertThat(List.of(random.upTo(last), random.upTo(last))).containsExactly(1407639518939636932L, 551904368352831990L);
        assertThat(List.of(random.nextInt(), random.nextInt(), random.nextInt())).containsExactly(
                (int) 1882953283L, (int) 4201435347L, (int) 3107259287L);
        MersenneTwister other = new MersenneTwister(7);
        int[] drawn = IntStream.range(0, 2_000).map(unused -> other.nextInt()).toArray();
        assertThat(drawn[1_999]).isEqualTo(1_233_290_179);
    }
}

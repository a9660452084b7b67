package dev.tandem.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.openhft.hashing.LongHashFunction;

/** Shingles, minima and hashes beside what is computed of strings, sets and large numbers. */
final class ShinglesTest {
    private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);

    private static List<Long> hashes(ShingleHash hash, Tokenization tokenization, int window, ShortTexts shortTexts, String text) {
        List<Long> hashes = new ArrayList<>();
        Shingler shingler = new ByteShingler(
                window, tokenization.isSpaced(), hash, (block, count) -> add(hashes, block, count));
        tokenization.cut(text.toCharArray(), shingler);
        shingler.finish(shortTexts);
        return hashes;
    }

    private static void add(List<Long> hashes, long[] block, int count) {
        LongStream.of(block).limit(count).forEach(hashes::add);
    }

    private static List<String> tokens(Tokenization tokenization, String text) {
        return switch (tokenization) {
            case WHITESPACE -> Arrays.stream(text.split("[\\s\\x1c-\\x1f\\x85\\p{Z}]+")).filter(word -> !word.isEmpty()).toList();
            case SPACE -> Arrays.stream(text.split(" +")).filter(word -> !word.isEmpty()).toList();
            case PUNCTUATION -> Arrays.asList(text.split("\\p{P}", -1));
            case CHARACTER -> text.codePoints().mapToObj(Character::toString).toList();
        };
    }

    private static String text(int[] characters) {
        String alphabet = "ab, .\tä—𝒳";
        StringBuilder text = new StringBuilder();
        Arrays.stream(characters)
                .map(i -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, Math.floorMod(i, 9))))
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    @Property(tries = 300)
    void shinglesAreThoseOfStrings(
            @ForAll @Size(max = 40) int[] characters,
            @ForAll @IntRange(min = 1, max = 4) int window,
            @ForAll Tokenization tokenization,
            @ForAll ShortTexts shortTexts) {
        List<String> tokens = tokens(tokenization, text(characters));
        String between = tokenization == Tokenization.CHARACTER ? "" : " ";
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i + window <= tokens.size(); i++) {
            expected.add(xx(String.join(between, tokens.subList(i, i + window))));
        }
        if (!tokens.isEmpty() && tokens.size() < window && shortTexts == ShortTexts.COMPARED_WHOLE) {
            expected.add(xx(String.join(between, tokens)));
        }

        assertThat(hashes(ShingleHash.XXHASH, tokenization, window, shortTexts, text(characters))).isEqualTo(expected);
    }

    private static long xx(String text) {
        return LongHashFunction.xx().hashBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was read of a long text is forgotten on the way. */
    @Property(tries = 2)
    void longTextsAreNoDifferent(@ForAll long seed) {
        StringBuilder text = new StringBuilder();
        new Random(seed).ints(60_000, 0, 1_000).forEach(word -> text.append(word).append(' '));
        String[] words = text.toString().split(" ");
        List<Long> hashes = hashes(ShingleHash.XXHASH, Tokenization.SPACE, 3, ShortTexts.KEPT, text.toString());

        assertThat(hashes).hasSize(words.length - 2);
        for (int i = 0; i < hashes.size(); i += 997) {
            assertThat(hashes.get(i)).isEqualTo(xx(words[i] + " " + words[i + 1] + " " + words[i + 2]));
        }
    }

    @Property(tries = 200)
    void equalShinglesHaveEqualRollingHashesAndOthersOthers(
            @ForAll @Size(max = 40) int[] characters, @ForAll @IntRange(min = 1, max = 4) int window) {
        List<Long> rolling = new ArrayList<>();
        Shingler shingler = new RollingShingler(window, (block, count) -> add(rolling, block, count));
        Tokenization.WHITESPACE.cut(text(characters).toCharArray(), shingler);
        shingler.finish(ShortTexts.COMPARED_WHOLE);
        List<Long> ofBytes =
                hashes(ShingleHash.SHA1, Tokenization.WHITESPACE, window, ShortTexts.COMPARED_WHOLE, text(characters));

        assertThat(rolling).hasSameSizeAs(ofBytes);
        for (int i = 0; i < rolling.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(rolling.get(i).equals(rolling.get(j))).isEqualTo(ofBytes.get(i).equals(ofBytes.get(j)));
            }
        }
    }

    @Property(tries = 100)
    void minimaModuloAPrimeAreThoseOfLargeNumbers(@ForAll @Size(min = 1, max = 11) long[] hashes) {
        Mersenne permutations = Mersenne.datatrove(17, 3, 64);
        Permutations.Minima minima = permutations.minima();
        minima.lower(hashes, hashes.length);

        for (int i = 0; i < permutations.count(); i++) {
            BigInteger factor = BigInteger.valueOf(permutations.factors()[i]);
            BigInteger offset = BigInteger.valueOf(permutations.offsets()[i]);
            BigInteger least = LongStream.of(hashes)
                    .mapToObj(hash -> unsigned(hash).multiply(factor).add(offset).mod(BigInteger.TWO.pow(64)).mod(PRIME))
                    .min(BigInteger::compareTo)
                    .orElseThrow();
            assertThat(minima.values()[i]).isEqualTo(least.longValueExact());
        }
    }

    /** Those that wrap around just below and above multiples of the prime come by chance never. */
    @Property(tries = 50)
    void numbersNextToThePrimeAreReduced(@ForAll @IntRange(min = -2, max = 9) int difference, @ForAll @IntRange(max = 7) int times) {
        long number = PRIME.longValueExact() * times + difference;
        Permutations.Minima minima = new Mersenne(new long[] {1}, new long[] {0}, 64).minima();
        minima.lower(new long[] {number}, 1);

        assertThat(minima.values()[0]).isEqualTo(unsigned(number).mod(PRIME).longValueExact());
    }

    private static BigInteger unsigned(long number) {
        return new BigInteger(Long.toUnsignedString(number));
    }

    @Property(tries = 100)
    void setsAreComparedAsSets(@ForAll @Size(max = 60) byte[] left, @ForAll @Size(max = 60) byte[] right) {
        Set<Byte> all = new HashSet<>(Bytes.asList(left));
        Set<Byte> common = new HashSet<>(Bytes.asList(right));
        common.retainAll(all);
        all.addAll(Bytes.asList(right));

        assertThat(ShingleSet.similarity(set(left), set(right)))
                .isEqualTo(all.isEmpty() ? 1 : (double) common.size() / all.size());
    }

    private static long[] set(byte[] elements) {
        ShingleSet set = new ShingleSet();
        for (byte element : elements) {
            set.add(new long[] {element}, 1);
        }
        return set.evidence();
    }

    @Property(tries = 50)
    void simHashesCountBits(@ForAll @Size(min = 1, max = 600) long[] hashes) {
        SimHash simHash = new SimHash();
        simHash.accept(hashes, hashes.length);
        long expected = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            int at = bit;
            long set = LongStream.of(hashes).filter(hash -> (hash >>> at & 1) == 1).count();
            expected |= 2 * set > hashes.length ? 1L << bit : 0;
        }

        assertThat(simHash.value()).isEqualTo(expected);
    }
}

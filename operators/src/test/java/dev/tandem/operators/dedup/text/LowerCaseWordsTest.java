package dev.tandem.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.english.LowerCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class LowerCaseWordsTest {
    private static final String[] USED = {
        "a", "B", "é", "É", " ", "\n", "\u00a0", "\u2003", "\u3000", "\u0000", "“",
        "Σ", "ς", "İ", "😀", "\ud801\udc00", "ab cd", "x", "X", "7"};

    /** Texts of which most have no character whose small letter depends on others. */
    private static String text(long seed, int most) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(USED[random.nextInt(most)]);
        }
        return text.toString();
    }

    @Property(tries = 500)
    void theShinglesAreThoseOfTheCharacters(@ForAll long seed, @ForAll @IntRange(min = 10, max = 20) int most) {
        String text = text(seed, most);
        List<Long> ofBytes = new ArrayList<>();
        RollingShingler bytes = new RollingShingler(2, (block, count) -> add(ofBytes, block, count));
        LowerCaseWords.cut(text.getBytes(StandardCharsets.UTF_8), bytes);
        bytes.finish(ShortTexts.COMPARED_WHOLE);
        List<Long> expected = new ArrayList<>();
        Shingler characters = new RollingShingler(2, (block, count) -> add(expected, block, count));
        Tokenization.WHITESPACE.cut(LowerCase.characters(text), characters);
        characters.finish(ShortTexts.COMPARED_WHOLE);

        assertThat(ofBytes).isEqualTo(expected);
    }

    private static void add(List<Long> hashes, long[] block, int count) {
        for (int i = 0; i < count; i++) {
            hashes.add(block[i]);
        }
    }
}

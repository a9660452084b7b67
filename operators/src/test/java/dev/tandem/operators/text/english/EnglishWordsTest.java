package dev.tandem.operators.text.english;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.operators.text.Datatrove;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class EnglishWordsTest {

    private static List<String> words(String text) {
        EnglishWords words = EnglishWords.of(text);
        return IntStream.range(0, words.count()).mapToObj(words::word).toList();
    }

    @Test
    void wordsAgreeWithTheReference() {
        for (Datatrove reference : Datatrove.all()) {
            JsonNode expected = reference.expected().get("words");
            assertThat(words(reference.text())).as(reference.id())
                    .isEqualTo(StreamSupport.stream(expected.spliterator(), false).map(JsonNode::textValue).toList());
        }
    }

    @Test
    void specialCasesAreFoundBetweenAffixes() {
        assertThat(words("(don't)")).containsExactly("(", "do", "n't", ")");
        assertThat(words("cannot, gonna")).containsExactly("can", "not", ",", "gon", "na");
        assertThat(words("so:) but : )")).containsExactly("so", ":)", "but", ":", ")");
    }

    @Test
    void theLongerPieceIsCutOffTheEnd() {
        assertThat(words("end…… end… end.... 5km² 5kms")).containsExactly(
                "end", "……", "end", "…", "end", "....", "5", "km²", "5kms");
    }

    @Test
    void addressesStayWhole() {
        assertThat(words("a.bay.example:80/x?y=(z) 8.8.8.8 10.0.0.1/x=y")).containsExactly(
                "a.bay.example:80/x?y=(z", ")", "8.8.8.8", "10.0.0.1", "/", "x", "=", "y");
    }

    /** What joins words again looks only where something else than letters stands. */
    @Test
    void noRuleCutsBetweenLetters() {
        for (String spelling : SpecialCases.SPELLINGS) {
            char[] text = spelling.toCharArray();
            Tokens tokens = EnglishTokenizer.withoutSpecialCases(text);
            for (int i = 1; i < tokens.size(); i++) {
                byte[] kinds = UnitKinds.of(text);
                boolean letters = UnitKinds.nextOther(kinds, tokens.start(i - 1), UnitKinds.INNER_LETTER) >= tokens.end(i);

                assertThat(letters).as(spelling).isFalse();
            }
        }
    }

    @Property
    void kindsOfWordsAreThoseOfTheirCodePoints(@ForAll @From("texts") String text) {
        EnglishWords words = EnglishWords.of(text);
        for (int i = 0; i < words.count(); i++) {
            String word = words.word(i);

            assertThat(words.hasLetter(i)).as(word).isEqualTo(word.codePoints().anyMatch(Unicode14::isLetter));
            assertThat(words.hasOtherThanPunctuation(i)).as(word).isEqualTo(!word.codePoints().allMatch(Punctuation::is));
            assertThat(words.codePoints(i, 1)).as(word).isEqualTo(word.codePointCount(0, word.length()));
        }
    }

    @Property
    void listedWordsAreFound(@ForAll @From("texts") String text) {
        EnglishWords words = EnglishWords.of(text);
        List<String> listed = List.of("a", "…", "漢", "www.acom", "(", "8.8.8.8", "n't", "unfound");
        WordList list = new WordList(listed);
        for (int i = 0; i < words.count(); i++) {
            assertThat(list.find(words, i)).as(words.word(i)).isEqualTo(listed.indexOf(words.word(i)));
        }
    }

    @Property
    void wordsAreTheTextWithoutItsWhiteSpace(@ForAll @From("texts") String text) {
        StringBuilder joined = new StringBuilder();
        text.codePoints().filter(codePoint -> !WhiteSpace.is(codePoint)).forEach(joined::appendCodePoint);

        assertThat(String.join("", words(text))).hasToString(joined.toString());
    }

    @Property
    void sequencesAreEqualWhenTheirWordsAre(@ForAll @From("letters") List<String> letters, @ForAll @IntRange(min = 1, max = 3) int n) {
        EnglishWords words = EnglishWords.of(String.join(" ", letters));
        for (int one = 0; one + n <= words.count(); one++) {
            for (int other = 0; other + n <= words.count(); other++) {
                List<String> left = List.copyOf(words(words, one, n));
                List<String> right = List.copyOf(words(words, other, n));
                boolean joined = String.join("", left).equals(String.join("", right));

                assertThat(words.sameSequence(one, other, n)).isEqualTo(left.equals(right));
                assertThat(words.sequenceHash(one, n) == words.sequenceHash(other, n)).isEqualTo(left.equals(right));
                assertThat(words.sameJoined(one, other, n)).isEqualTo(joined);
                assertThat(words.joinedHash(one, n) == words.joinedHash(other, n)).isEqualTo(joined);
                assertThat(words.windowHash(one, n) == words.windowHash(other, n)).isEqualTo(
                        String.join("", left).substring(0, n).equals(String.join("", right).substring(0, n)));
            }
        }
    }

    private static List<String> words(EnglishWords words, int first, int n) {
        return IntStream.range(first, first + n).mapToObj(words::word).toList();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "I", "can't", ":)", "...", "…", "-", "'", "\"", "5", "km", "$", "US$", "www.", ".com", "@", "/", " ",
                        "\n", "\u00a0", "é", "漢", "\ud83d\ude00", "Mr.", "://", "8.8.8.8", ",", "n't", "(", ")", "_")
                .list().ofMaxSize(20).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<String>> letters() {
        return Arbitraries.of("b", "bb", "bc", "c").list().ofMaxSize(12);
    }
}

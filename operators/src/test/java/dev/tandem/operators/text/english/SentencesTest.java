package dev.tandem.operators.text.english;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.Datatrove;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class SentencesTest {

    private static List<String> sentences(String text) {
        Tokens sentences = Sentences.of(text.toCharArray());
        return IntStream.range(0, sentences.size())
                .mapToObj(i -> text.substring(sentences.start(i), sentences.end(i)))
                .toList();
    }

    @Test
    void numbersAgreeWithTheReference() {
        assertThat(Datatrove.all()).allSatisfy(reference -> assertThat(Sentences.count(reference.text().toCharArray()))
                .isEqualTo(reference.expected().get("sentences").intValue()));
    }

    @Test
    void closingMarksBelongToTheSentenceBeforeThem() {
        assertThat(sentences("He left. \"She (too?) stayed!\") Then")).containsExactly(
                "He left. \"", "She (too?)", "stayed!\")", "Then");
    }

    @Test
    void anEllipsisEndsNone() {
        assertThat(sentences("Well... it is. So")).containsExactly("Well... it is.", "So");
        assertThat(Sentences.count(new char[0])).isEqualTo(1);
    }

    @Property
    void countingNeedsNoTokensWhereNothingFollowsTheEnd(@ForAll @From("texts") String text) {
        assertThat(Sentences.count(text.toCharArray())).isEqualTo(Math.max(1, sentences(text).size()));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "B", ".", "!", "?", " ", "\n", "\"", ")", "...", "。", ":)", "Mr.", "5", "$")
                .list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    }
}

package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.RemoveRepeatSentencesMapper.Params;
import org.junit.jupiter.api.Test;

final class RemoveRepeatSentencesMapperTest {
    private final RemoveRepeatSentencesMapper mapper = new RemoveRepeatSentencesMapper(new Params(false, true, 2));

    @Test
    void theFirstOfEachSentenceStaysInItsLine() {
        assertThat(mapper.map("The tide is out. We wait. The tide is out.\nWe wait. A gull!"))
                .isEqualTo("The tide is out. We wait.\n A gull!");
        assertThat(mapper.map("One line.\nOne line.\n\nOne line.\n")).isEqualTo("One line.\n\n\n\n");
    }

    @Test
    void aClosingQuoteBelongsToItsSentence() {
        assertThat(mapper.map("\u201cIt is late.\u201d She left. \u201cIt is late.\u201d")).isEqualTo("\u201cIt is late.\u201d She left.");
    }

    @Test
    void fullWidthPunctuationAndTwoEllipsesEndSentences() {
        String came = "\u4ed6\u6765\u4e86\u3002";
        String good = "\u597d\u2026\u2026";

        assertThat(mapper.map(came + came + good + good + "\u597d")).isEqualTo(came + good + good + "\u597d");
        assertThat(new RemoveRepeatSentencesMapper(new Params(true, false, 3)).map(came + came + good + good + "\u597d"))
                .isEqualTo(came + good + "\u597d");
    }

    @Test
    void periodsInARowAreCutInPairs() {
        assertThat(mapper.map("Wait... Wait... ...Wait. a. a. a")).isEqualTo("Wait..... ... a. a. a");
    }

    @Test
    void capitalsAndSpecialCharactersCountWhenTheyAreToCount() {
        String text = "A gull! a gull. A, gull?";

        assertThat(mapper.map(text)).isEqualTo("A gull! a gull.");
        assertThat(new RemoveRepeatSentencesMapper(new Params(true, true, 2)).map(text)).isEqualTo("A gull!");
        assertThat(new RemoveRepeatSentencesMapper(new Params(true, false, 2)).map(text)).isEqualTo(text);
    }

    @Test
    void shortSentencesStayHoweverOftenTheyCome() {
        assertThat(mapper.map("No? No? 3! 3!")).isEqualTo("No? 3! 3!");
        assertThat(new RemoveRepeatSentencesMapper(new Params(false, true, 3)).map("No? No? Yes! Yes!")).isEqualTo("No? No? Yes!");
    }
}

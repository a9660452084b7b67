package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PunctuationNormalizationMapperTest {
    private final PunctuationNormalizationMapper mapper =
            new PunctuationNormalizationMapper(new PunctuationNormalizationMapper.Params());

    @Test
    void eachMarkBecomesItsPlainForm() {
        assertThat(mapper.map("\uff0c\u3002\u3001\u201e\u201d\u201c\u00ab\u00bb\u300d\u300c\u300a\u300b\u00b4\u2236\uff1a\uff1f\uff01"))
                .isEqualTo(",.,\"\"\"\"\"\"\"\"\"'::?!");
        assertThat(mapper.map("\uff08\uff09\uff1b\u2013\uff5e\u2019\u2501\u3008\u3009\u3010\u3011\uff05\u25ba"))
                .isEqualTo("();-~'-<>[]%-");
    }

    @Test
    void someBecomeSeveralCharacters() {
        assertThat(mapper.map("so\u2014then\uff0ewait\u2026")).isEqualTo("so - then. wait...");
    }

    @Test
    void lettersDigitsAndPlainPunctuationStay() {
        assertThat(mapper.map("\u00e9\uff11\u4e2d \ud83d\ude00 ,.\"'")).isEqualTo("\u00e9\uff11\u4e2d \ud83d\ude00 ,.\"'");
    }
}

package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeparatorTest {
    @ParameterizedTest
    @ValueSource(strings = {"\\n\\n", "\\n+", "a", "[ab]c+", "\\.\\|", "[\\]x-z-]", "[a\\-c][b^]", "\\[\\\\", "\ud83d\ude00+"})
    void itMatchesWhatTheRegularExpressionMatches(String pattern) {
        String text = "\n\n\nabccbc-^.|]-yz[\\\ud83d\ude00\ud83d\ude00x";
        Separator separator = new Separator(pattern);
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            assertThat(separator.end(text, at, text.length()))
                    .isEqualTo(matcher.region(at, text.length()).lookingAt() ? matcher.end() : at);
        }
    }

    @Test
    void nothingBehindTheLimitIsLookedAt() {
        assertThat(new Separator("\\n+").end("\n\n\n", 0, 2)).isEqualTo(2);
        assertThat(new Separator("\\n\\n").end("\n\n", 0, 1)).isZero();
    }

    @Property(tries = 100)
    void anyCharactersBehindBackslashesAreThemselves(
            @ForAll @Chars({'.', '*', '[', ']', '\\', '+', '-'}) @StringLength(min = 1, max = 9) String text) {
        assertThat(new Separator(text.replaceAll(".", "\\\\$0")).end(text, 0, text.length())).isEqualTo(text.length());
    }
}

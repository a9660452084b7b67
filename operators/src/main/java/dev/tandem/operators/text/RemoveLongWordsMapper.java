package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;

/**
 * Removes words that are too short or too long. A word is what stands between spaces, tabs and line feeds; it stays when
 * its length fits as it is, or without the special characters at its ends. Several separators in a row become one: a line
 * feed where there was one, else a tab where there was one, else a space.
 */
@OperatorName("remove_long_words")
public final class RemoveLongWordsMapper implements Mapper {
    private final Params params;

    public RemoveLongWordsMapper(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minLen shortest word that stays, in code points
     * @param maxLen longest word that stays, in code points
     */
    public record Params(
            @Setting(value = "1", min = 0) long minLen, @Setting(value = "Infinity", min = 0) long maxLen) {}

    @Override
    public String map(String text) {
        return KeptWords.of(text, this::keeps);
    }

    private boolean keeps(String text, int from, int to) {
        if (fits(text.codePointCount(from, to))) {
            return true;
        }
        int start = SpecialCharacters.start(text, from, to);
        return fits(text.codePointCount(start, SpecialCharacters.end(text, start, to)));
    }

    private boolean fits(int length) {
        return length >= params.minLen() && length <= params.maxLen();
    }
}

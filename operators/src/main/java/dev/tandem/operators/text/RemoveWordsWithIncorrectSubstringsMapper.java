package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Removes words that have something in them that no word has, such as remains of links. A word is what stands between
 * spaces, tabs and line feeds, and is looked at without the special characters at its ends, capital letters apart from
 * small ones. Several separators in a row become one: a line feed where there was one, else a tab where there was one,
 * else a space.
 */
@OperatorName("remove_words_with_incorrect_substrings")
public final class RemoveWordsWithIncorrectSubstringsMapper implements Mapper {
    private final Params params;

    public RemoveWordsWithIncorrectSubstringsMapper(Params params) {
        this.params = params;
    }

    /**
     * What words do not have.
     *
     * @param substrings what a word must not contain to stay
     */
    public record Params(@Setting("http,www,.com,href,//") List<String> substrings) {
        public Params {
            if (substrings.contains("")) {
                throw new IllegalArgumentException("parameter 'substrings' must have no empty text: every word contains it");
            }
        }
    }

    @Override
    public String map(String text) {
        return KeptWords.of(text, this::keeps);
    }

    private boolean keeps(String text, int from, int to) {
        int start = SpecialCharacters.start(text, from, to);
        int end = SpecialCharacters.end(text, start, to);
        for (String substring : params.substrings()) {
            if (text.indexOf(substring, start, end) >= 0) {
                return false;
            }
        }
        return true;
    }
}

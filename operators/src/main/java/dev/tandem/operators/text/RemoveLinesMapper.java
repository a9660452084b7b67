package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.LowerCase;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.List;

/**
 * Removes lines, each with its line end, by what {@code c4_quality} looks at: phrases of yours, the number of words, the
 * punctuation at the end. All rules are off unless they are asked for. An empty line has no words and no punctuation, and
 * goes with those rules.
 */
@OperatorName("remove_lines")
public final class RemoveLinesMapper implements Mapper {
    private final Params params;
    private final List<String> phrases;

    public RemoveLinesMapper(Params params) {
        this.params = params;
        this.phrases = params.phrases().stream().map(LowerCase::of).toList();
    }

    /**
     * Which lines go.
     *
     * @param phrases a line that contains one of these, in capital or small letters, goes
     * @param minWordsPerLine a line with fewer words goes; words are separated by white space
     * @param filterNoTerminalPunct whether lines go that do not end in a period, a question or exclamation mark, or a
     *     straight quotation mark; three periods are no end
     */
    public record Params(
            @Setting("") List<String> phrases,
            @Setting(value = "0", min = 0) int minWordsPerLine,
            @Setting("false") boolean filterNoTerminalPunct) {
        public Params {
            if (phrases.contains("")) {
                throw new IllegalArgumentException("parameter 'phrases' must have no empty text: every line contains it");
            }
        }
    }

    @Override
    public String map(String string) {
        char[] text = string.toCharArray();
        StringBuilder kept = new StringBuilder(text.length);
        for (int start = 0; start < text.length; ) {
            int end = Lines.end(text, start);
            int next = Math.min(text.length, Lines.next(text, end));
            if (stays(text, start, end)) {
                kept.append(text, start, next - start);
            }
            start = next;
        }
        return kept.toString();
    }

    private boolean stays(char[] text, int from, int to) {
        int start = WhiteSpace.start(text, from, to);
        int end = WhiteSpace.end(text, start, to);
        return (params.minWordsPerLine() == 0 || words(text, start, end) >= params.minWordsPerLine())
                && (!params.filterNoTerminalPunct() || C4Rules.isTerminated(text, start, end))
                && (phrases.isEmpty() || !hasPhrase(new String(text, start, end - start)));
    }

    private static int words(char[] text, int from, int to) {
        int words = 0;
        for (int i = from; i < to; i++) {
            words += !WhiteSpace.is(text[i]) && (i == from || WhiteSpace.is(text[i - 1])) ? 1 : 0;
        }
        return words;
    }

    private boolean hasPhrase(String line) {
        String small = LowerCase.of(line);
        return phrases.stream().anyMatch(small::contains);
    }
}

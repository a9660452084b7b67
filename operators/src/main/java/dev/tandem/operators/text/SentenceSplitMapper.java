package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.operators.text.english.Sentences;
import dev.tandem.operators.text.english.Tokens;
import dev.tandem.operators.text.english.WhiteSpace;

/**
 * Puts every sentence on a line of its own, without the space around it; line feeds within a sentence stay. Sentences are
 * those that {@code c4_quality} counts, by rule, of English text: an abbreviation that is not known ends one. Data-Juicer cuts
 * with a trained model, which decides otherwise now and then.
 */
@OperatorName("sentence_split")
public final class SentenceSplitMapper implements Mapper {
    public SentenceSplitMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String string) {
        char[] text = string.toCharArray();
        Tokens sentences = Sentences.of(text);
        StringBuilder lines = new StringBuilder(text.length);
        for (int i = 0; i < sentences.size(); i++) {
            int start = WhiteSpace.start(text, sentences.start(i), sentences.end(i));
            int end = WhiteSpace.end(text, start, sentences.end(i));
            if (start < end) {
                lines.append(lines.isEmpty() ? "" : "\n").append(text, start, end - start);
            }
        }
        return lines.toString();
    }
}

package dev.tandem.operators.text.latex;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Removes the beginning of a LaTeX document, up to its first heading: {@code \chapter}, {@code \part}, {@code \section},
 * {@code \subsection}, {@code \subsubsection}, {@code \paragraph} or {@code \subparagraph} with its argument.
 */
@OperatorName("remove_header")
public final class RemoveHeaderMapper implements Mapper {
    private static final List<String> HEADINGS =
            List.of("chapter", "part", "section", "subsection", "subsubsection", "paragraph", "subparagraph");

    private final Params params;

    public RemoveHeaderMapper(Params params) {
        this.params = params;
    }

    /**
     * What becomes of other text.
     *
     * @param dropNoHead whether nothing is left of a text without headings; Data-Juicer describes this as its default, and
     *     leaves such text as it is
     */
    public record Params(@Setting("false") boolean dropNoHead) {}

    @Override
    public String map(String text) {
        int lastBrace = text.lastIndexOf('}');
        int lastOption = text.lastIndexOf("]{", lastBrace - 2);
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            for (String heading : HEADINGS) {
                if (text.startsWith(heading, at + 1) && isArgument(text, at + 1 + heading.length(), lastBrace, lastOption)) {
                    return text.substring(at);
                }
            }
        }
        return params.dropNoHead() ? "" : text;
    }

    /** A star or none, a title for the contents in brackets or none, and a title in braces. */
    private static boolean isArgument(String text, int from, int lastBrace, int lastOption) {
        int at = text.startsWith("*", from) ? from + 1 : from;
        return text.startsWith("{", at) ? at < lastBrace : text.startsWith("[", at) && at < lastOption;
    }
}

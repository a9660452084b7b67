package dev.tandem.operators.text.latex;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;

/**
 * Removes the comments of a LaTeX document: what follows a percent sign that no backslash makes an ordinary one. A sign at
 * the end of a line stays, since it joins lines. Use it on LaTeX alone: other text has percent signs that mean something.
 * Data-Juicer takes the character before a comment away as well.
 */
@OperatorName("remove_comments")
public final class RemoveCommentsMapper implements Mapper {
    private final Params params;

    public RemoveCommentsMapper(Params params) {
        this.params = params;
    }

    /**
     * Which comments go.
     *
     * @param inline whether to remove comments behind text, to the end of the line
     * @param multiline whether to remove lines that are comments, with their line feeds
     */
    public record Params(@Setting("true") boolean inline, @Setting("true") boolean multiline) {}

    @Override
    public String map(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int start = 0; start < text.length(); ) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            int next = Math.min(text.length(), end + 1);
            int comment = comment(text, start, end);
            boolean whole = comment == start;
            boolean cut = whole ? params.multiline() : params.inline() && comment + 1 < end;
            kept.append(text, start, cut ? comment : end).append(text, cut && whole ? next : end, next);
            start = next;
        }
        return kept.toString();
    }

    /** Where the comment of a line begins; the end of the line when it has none. */
    private static int comment(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != '%') {
            at += text.charAt(at) == '\\' && at + 1 < to ? 2 : 1;
        }
        return at;
    }
}

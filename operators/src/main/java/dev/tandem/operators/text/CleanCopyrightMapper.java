package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;

/**
 * Removes copyright notices from program text: the first comment between slashes and stars, when it says so, or, where
 * there is no such comment, all lines of comment and empty lines before the first other line. The latter go whatever they
 * say. Use it on programs alone: a heading of Markdown begins like a comment.
 */
@OperatorName("clean_copyright")
public final class CleanCopyrightMapper implements Mapper {
    private static final String SOUGHT = "copyright";

    public CleanCopyrightMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String text) {
        int start = text.indexOf("/*");
        int end = start < 0 ? -1 : text.indexOf("*/", start + 2);
        if (end < 0) {
            return withoutFirstComments(text);
        }
        return says(text, start, end) ? text.substring(0, start) + text.substring(end + 2) : text;
    }

    private static boolean says(String text, int from, int to) {
        for (int i = from; i + SOUGHT.length() <= to; i++) {
            if (text.regionMatches(true, i, SOUGHT, 0, SOUGHT.length())) {
                return true;
            }
        }
        return false;
    }

    private static String withoutFirstComments(String text) {
        int from = 0;
        while (from < text.length() && isComment(text, from)) {
            int end = text.indexOf('\n', from);
            from = end < 0 ? text.length() : end + 1;
        }
        return text.substring(from);
    }

    private static boolean isComment(String text, int line) {
        return text.charAt(line) == '\n' || text.charAt(line) == '#' || text.startsWith("//", line) || text.startsWith("--", line);
    }
}

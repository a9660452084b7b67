package dev.tandem.operators.readers;

/**
 * Text as it flows down a page: space is single, breaks are one or two line feeds, and a list item has its dash before
 * its first word, wherever in the item that stands.
 */
final class TextFlow {
    private final StringBuilder text = new StringBuilder();
    private boolean item;

    /** Text in which any white space is a space. */
    void words(String words) {
        boolean starts = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        String added = starts ? words.stripLeading() : words;
        if (!added.isBlank()) {
            mark();
            text.append(added);
        } else if (!added.isEmpty()) {
            text.append(' ');
        }
    }

    /** Text whose white space matters, such as code. */
    void verbatim(String words) {
        if (!words.isBlank()) {
            mark();
        }
        text.append(words);
    }

    void listItem() {
        trimEnd(" \t");
        if (!text.isEmpty() && !endsWith("\n")) {
            text.append('\n');
        }
        item = true;
    }

    /** Ends a list item; one that had no words leaves no dash. */
    void endItem() {
        item = false;
    }

    /** A second break in a row leaves an empty line, further ones nothing. */
    void lineBreak() {
        trimEnd(" \t");
        if (!text.isEmpty() && !endsWith("\n\n")) {
            text.append('\n');
        }
    }

    void paragraphBreak() {
        trimEnd(" \t\r\n");
        if (!text.isEmpty()) {
            text.append("\n\n");
        }
    }

    /** What has flowed since the last time, without space at its ends; the indentation of its first line stays. */
    String take() {
        trimEnd(" \t\r\n");
        String taken = text.toString();
        text.setLength(0);
        item = false;
        return taken.isBlank() ? "" : taken.replaceFirst("^(?:[ \\t\\r]*\\n)+", "");
    }

    private void mark() {
        if (item) {
            text.append("- ");
            item = false;
        }
    }

    private boolean endsWith(String end) {
        return text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0;
    }

    private void trimEnd(String space) {
        while (!text.isEmpty() && space.indexOf(text.charAt(text.length() - 1)) >= 0) {
            text.setLength(text.length() - 1);
        }
    }
}

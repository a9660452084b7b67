package dev.tandem.operators.text;

/** Takes words out of a text that are separated by spaces, tabs and line feeds; of several separators one is left. */
final class KeptWords {
    private KeptWords() {}

    /** Whether the word stays that is a stretch of a text. */
    @FunctionalInterface
    interface Choice {
        boolean keeps(String text, int from, int to);
    }

    /** The kept words, between two of them a line feed where there was one, else a tab where there was one, else a space. */
    static String of(String text, Choice choice) {
        StringBuilder kept = new StringBuilder(text.length());
        char separator = ' ';
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            if (isSeparator(c)) {
                separator = c == '\n' || (c == '\t' && separator == ' ') ? c : separator;
                at++;
                continue;
            }
            int end = end(text, at);
            if (choice.keeps(text, at, end)) {
                if (!kept.isEmpty()) {
                    kept.append(separator);
                }
                kept.append(text, at, end);
                separator = ' ';
            }
            at = end;
        }
        return kept.toString();
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && !isSeparator(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }
}

package dev.tandem.operators.selection;

import dev.tandem.operators.text.english.SpanTable;
import it.unimi.dsi.fastutil.ints.IntRBTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.List;

/** Finds which of many entries, each one or several words, a text has. */
final class EntryFinder {
    private static final int MOST_WORDS = 8;

    private final List<String> entries;
    private final SpanTable table;
    private final int longest;

    /** Numbers entries by their order. */
    EntryFinder(List<String> entries) {
        this.entries = entries.stream().map(EntryFinder::normalized).toList();
        int words = 0;
        for (String entry : this.entries) {
            int count = 1 + (int) entry.chars().filter(c -> c == ' ').count();
            if (entry.isEmpty() || count > MOST_WORDS) {
                throw new IllegalArgumentException(
                        "parameter 'entries' must be of 1 to " + MOST_WORDS + " words each, found '" + entry + "'");
            }
            words = Math.max(words, count);
        }
        if (this.entries.stream().distinct().count() < this.entries.size()) {
            throw new IllegalArgumentException("parameter 'entries' has two that differ only in case or signs");
        }
        this.longest = words;
        this.table = new SpanTable(this.entries);
    }

    /** As it is compared. */
    String entry(int number) {
        return entries.get(number);
    }

    /** Numbers of the entries in a text, each once, in order. */
    int[] find(String text) {
        char[] words = normalized(text).toCharArray();
        IntSortedSet found = new IntRBTreeSet();
        for (int start = 0; start < words.length; start = wordEnd(words, start) + 1) {
            int end = start - 1;
            for (int count = 0; count < longest && end < words.length; count++) {
                end = wordEnd(words, end + 1);
                int entry = table.find(words, start, end);
                if (entry != SpanTable.ABSENT) {
                    found.add(entry);
                }
            }
        }
        return found.toIntArray();
    }

    private static int wordEnd(char[] words, int from) {
        int end = from;
        while (end < words.length && words[end] != ' ') {
            end++;
        }
        return end;
    }

    /** Words of letters and digits in lower case, one space between them. */
    private static String normalized(String text) {
        StringBuilder words = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (Character.isLetterOrDigit(codePoint)) {
                words.appendCodePoint(Character.toLowerCase(codePoint));
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.toString().stripTrailing();
    }
}

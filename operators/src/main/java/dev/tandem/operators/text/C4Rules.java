package dev.tandem.operators.text;

import dev.tandem.operators.text.english.Sentences;
import dev.tandem.operators.text.english.Tokens;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cleans one text after the other by C4's rules, and counts what they found. */
final class C4Rules {
    private static final int LOREM_IPSUM = 1;
    private static final int JAVASCRIPT = 1 << 1;
    private static final int CURLY_BRACKET = 1 << 2;
    private static final int POLICY = -1 << 3;
    private static final Phrases PHRASES = new Phrases(List.of(
            "lorem ipsum", "javascript", "{",
            "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"));

    private final C4QualityFilter.Params params;
    private final int[] counts = new int[Line.values().length];
    private String forbidden = "";
    private int sentences;

    C4Rules(C4QualityFilter.Params params) {
        this.params = params;
    }

    /** What becomes of a line. */
    enum Line {
        KEPT,
        TOO_LONG_WORD,
        NO_TERMINAL_PUNCT,
        TOO_FEW_WORDS,
        JAVASCRIPT,
        POLICY
    }

    /**
     * What the rules say of a sample.
     *
     * @param texts the text parts, cleaned; as they were when something forbidden was found
     * @param forbidden why the sample is dropped, empty when nothing was found
     */
    record Cleaned(List<String> texts, String forbidden, int sentences, int[] counts) {
        int count(Line verdict) {
            return counts[verdict.ordinal()];
        }

        /** Lines looked at, with the one that was forbidden. */
        int lines() {
            return Arrays.stream(counts).sum() + (forbidden.isEmpty() ? 0 : 1);
        }
    }

    Cleaned clean(List<String> texts) {
        List<String> cleaned = new ArrayList<>();
        for (String text : texts) {
            cleaned.add(clean(text.toCharArray()));
            if (!forbidden.isEmpty()) {
                return new Cleaned(texts, forbidden, sentences, counts);
            }
        }
        return new Cleaned(cleaned, forbidden, sentences, counts);
    }

    private String clean(char[] text) {
        StringBuilder kept = new StringBuilder(text.length);
        boolean first = true;
        Tokens pieces = params.splitParagraph() ? lines(text) : sentences(text);
        for (int i = 0; i < pieces.size() && forbidden.isEmpty(); i++) {
            int start = WhiteSpace.start(text, pieces.start(i), pieces.end(i));
            char[] line = Arrays.copyOfRange(text, start, WhiteSpace.end(text, start, pieces.end(i)));
            char[] cited = params.removeCitations() ? Citations.remove(line) : line;
            Line verdict = judge(line, cited);
            if (!forbidden.isEmpty()) {
                break;
            }
            counts[verdict.ordinal()]++;
            if (verdict == Line.KEPT) {
                sentences += params.splitParagraph() ? Sentences.count(cited) : 1;
                kept.append(first ? "" : params.splitParagraph() ? "\n" : " ").append(cited);
                first = false;
            }
        }
        char[] joined = kept.toString().toCharArray();
        int start = WhiteSpace.start(joined, 0, joined.length);
        return kept.substring(start, WhiteSpace.end(joined, start, joined.length));
    }

    private static Tokens lines(char[] text) {
        Tokens lines = new Tokens(16);
        for (int start = 0; start < text.length; ) {
            int end = Lines.end(text, start);
            lines.add(start, end);
            start = Lines.next(text, end);
        }
        return lines;
    }

    /** Sentences with the space before them; empty text is one. */
    private static Tokens sentences(char[] text) {
        Tokens found = Sentences.of(text);
        Tokens sentences = new Tokens(16);
        int start = 0;
        for (int i = 0; i + 1 < found.size(); i++) {
            sentences.add(start, found.end(i));
            start = found.end(i);
        }
        sentences.add(start, text.length);
        return sentences;
    }

    /** Words are counted with citations, everything else is looked at without them. */
    private Line judge(char[] line, char[] cited) {
        int words = 0;
        for (int start = 0; start < line.length; ) {
            int end = start;
            while (end < line.length && !WhiteSpace.is(line[end])) {
                end++;
            }
            if (params.maxWordLength() >= 0 && Character.codePointCount(line, start, end - start) > params.maxWordLength()) {
                return Line.TOO_LONG_WORD;
            }
            words++;
            start = WhiteSpace.start(line, end, line.length);
        }
        if (params.filterNoTerminalPunct() && !isTerminated(cited, 0, cited.length)) {
            return Line.NO_TERMINAL_PUNCT;
        }
        if (words < params.minWordsPerLine()) {
            return Line.TOO_FEW_WORDS;
        }
        int phrases = PHRASES.in(cited);
        if (params.filterLoremIpsum() && (phrases & LOREM_IPSUM) != 0) {
            forbidden = "lorem_ipsum";
        } else if (params.filterJavascript() && (phrases & JAVASCRIPT) != 0) {
            return Line.JAVASCRIPT;
        } else if (params.filterCurlyBracket() && (phrases & CURLY_BRACKET) != 0) {
            forbidden = "curly_bracket";
        } else if (params.filterPolicy() && (phrases & POLICY) != 0) {
            return Line.POLICY;
        }
        return Line.KEPT;
    }

    /** Whether a stretch ends in punctuation that ends sentences; "..." does not. */
    static boolean isTerminated(char[] text, int from, int to) {
        if (from == to) {
            return false;
        }
        return switch (text[to - 1]) {
            case '?', '!', '"', '\'' -> true;
            case '.' -> to - from < 3 || text[to - 2] != '.' || text[to - 3] != '.';
            default -> false;
        };
    }
}

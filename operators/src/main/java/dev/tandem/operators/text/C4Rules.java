package dev.tandem.operators.text;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.Sentences;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.Tokens;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cleans one text after the other by C4's rules, and counts what they found. */
final class C4Rules {
    static final int UNKNOWN = -1;

    private static final int LOREM_IPSUM = 1;
    private static final int JAVASCRIPT = 1 << 1;
    private static final int CURLY_BRACKET = 1 << 2;
    private static final int POLICY = -1 << 3;
    private static final Phrases PHRASES = new Phrases(List.of(
            "lorem ipsum", "javascript", "{",
            "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"));

    private final C4QualityFilter.Params params;
    private final TextUnits text;
    private final EnglishWords words;
    private final int[] counts = new int[Line.values().length];
    private String forbidden = "";
    private int sentences;
    /** The first word that no line has had yet. */
    private int nextWord;
    /** The first line that no part has had yet. */
    private int nextLine;
    private int keptWords;

    private C4Rules(C4QualityFilter.Params params, TextUnits text, EnglishWords words) {
        this.params = params;
        this.text = text;
        this.words = words;
    }

    static Cleaned clean(SampleView sample, C4QualityFilter.Params params) throws SampleFailedException {
        return new C4Rules(params, sample.derive(TextUnits.OF), sample.derive(EnglishWords.OF)).clean(sample.parts());
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
     * @param words English words of the cleaned texts; {@link #UNKNOWN} where they were not counted
     */
    record Cleaned(List<String> texts, String forbidden, int sentences, int[] counts, int words) {
        int count(Line verdict) {
            return counts[verdict.ordinal()];
        }

        /** Lines looked at, with the one that was forbidden. */
        int lines() {
            return Arrays.stream(counts).sum() + (forbidden.isEmpty() ? 0 : 1);
        }
    }

    /** The parts stand in the text of the sample with two line feeds between them. */
    private Cleaned clean(List<Part> parts) {
        List<String> originals = new ArrayList<>();
        List<String> cleaned = new ArrayList<>();
        int start = 0;
        for (Part part : parts) {
            if (part instanceof Part.Text found) {
                String original = found.text();
                originals.add(original);
                cleaned.add(forbidden.isEmpty() ? clean(start, start + original.length()) : original);
                start += original.length() + 2;
            }
        }
        // Sentences that had no space between them get one, which may cut words in another way.
        return forbidden.isEmpty()
                ? new Cleaned(cleaned, forbidden, sentences, counts, params.splitParagraph() ? keptWords : UNKNOWN)
                : new Cleaned(originals, forbidden, sentences, counts, UNKNOWN);
    }

    private String clean(int from, int to) {
        char[] units = text.array();
        Tokens pieces = params.splitParagraph() ? lines(from, to) : sentences(from, to);
        char[] kept = new char[to - from + pieces.size()];
        int length = 0;
        for (int i = 0; i < pieces.size() && forbidden.isEmpty(); i++) {
            int start = WhiteSpace.start(units, pieces.start(i), pieces.end(i));
            int end = WhiteSpace.end(units, start, pieces.end(i));
            int firstWord = nextWord(start);
            int lastWord = nextWord(end);
            char[] cited = params.removeCitations() && text.has('[') ? Citations.remove(units, start, end) : units;
            int citedStart = cited == units ? start : 0;
            int citedEnd = cited == units ? end : cited.length;
            Line verdict = judge(firstWord, lastWord, cited, citedStart, citedEnd);
            if (!forbidden.isEmpty()) {
                break;
            }
            counts[verdict.ordinal()]++;
            if (verdict == Line.KEPT) {
                if (cited == units) {
                    keptWords += lastWord - firstWord;
                    sentences += params.splitParagraph() && lastWord > firstWord ? Sentences.count(words, firstWord, lastWord - 1) : 1;
                } else {
                    count(cited);
                }
                System.arraycopy(cited, citedStart, kept, length, citedEnd - citedStart);
                length += citedEnd - citedStart;
                kept[length++] = params.splitParagraph() ? '\n' : ' ';
            }
        }
        int start = WhiteSpace.start(kept, 0, length);
        return new String(kept, start, WhiteSpace.end(kept, start, length) - start);
    }

    /** The first word from a place on, which is none before the last one asked for. */
    private int nextWord(int from) {
        while (nextWord < words.count() && words.start(nextWord) < from) {
            nextWord++;
        }
        return nextWord;
    }

    private void count(char[] cited) {
        keptWords += EnglishWords.of(new String(cited)).count();
        sentences += params.splitParagraph() ? Sentences.count(cited) : 1;
    }

    /** Lines of a part, which begins and ends with the lines of the text, or in the middle of the empty ones between parts. */
    private Tokens lines(int from, int to) {
        Tokens lines = new Tokens(16);
        while (nextLine < text.lines() && text.lineStart(nextLine) < from) {
            nextLine++;
        }
        while (nextLine < text.lines() && text.lineStart(nextLine) < to) {
            lines.add(text.lineStart(nextLine), Math.min(to, text.lineEnd(nextLine)));
            nextLine++;
        }
        return lines;
    }

    /** Sentences with the space before them; empty text is one. */
    private Tokens sentences(int from, int to) {
        Tokens found = Sentences.of(Arrays.copyOfRange(text.array(), from, to));
        Tokens sentences = new Tokens(16);
        int start = from;
        for (int i = 0; i + 1 < found.size(); i++) {
            sentences.add(start, from + found.end(i));
            start = from + found.end(i);
        }
        sentences.add(start, to);
        return sentences;
    }

    /** Stretches without white space are counted with citations, everything else is looked at without them. */
    private Line judge(int firstWord, int lastWord, char[] cited, int citedFrom, int citedTo) {
        int found = 0;
        for (int word = firstWord; word < lastWord; found++) {
            int start = words.start(word);
            do {
                word++;
            } while (word < lastWord && words.start(word) == words.end(word - 1));
            int end = words.end(word - 1);
            if (params.maxWordLength() >= 0 && end - start > params.maxWordLength()
                    && text.codePoints(start, end) > params.maxWordLength()) {
                return Line.TOO_LONG_WORD;
            }
        }
        if (params.filterNoTerminalPunct() && !isTerminated(cited, citedFrom, citedTo)) {
            return Line.NO_TERMINAL_PUNCT;
        }
        if (found < params.minWordsPerLine()) {
            return Line.TOO_FEW_WORDS;
        }
        int phrases = PHRASES.in(cited, citedFrom, citedTo);
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

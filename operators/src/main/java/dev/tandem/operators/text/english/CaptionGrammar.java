package dev.tandem.operators.text.english;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells what words of a caption do in it, from lists, endings and the word before. */
public final class CaptionGrammar {
    private static final Map<ListName, SpanTable> LISTS = lists();
    private static final int SHORTEST_ING = 5;
    private static final int SHORTEST_ED = 4;

    private final char[] text;
    private final Tokens words;

    /**
     * Takes a caption.
     *
     * @param text in small letters
     * @param words places of its words, in order
     */
    public CaptionGrammar(char[] text, Tokens words) {
        this.text = text;
        this.words = words;
    }

    /** What a word does. */
    public enum Role {
        /** It says that something is done. */
        ACTION,
        PREPOSITION,
        /** It holds others together: articles, pronouns, conjunctions, forms of be and have, and {@code of}. */
        FUNCTION,
        /** It has a meaning of its own: a thing, a property, a number. */
        CONTENT
    }

    /** The lists of the resource. */
    private enum ListName { PREPOSITION, DETERMINER, SUBJECT, LEADING, FUNCTION, PLURAL, VERB, PAST, NO_VERB }

    private static Map<ListName, SpanTable> lists() {
        Map<String, List<String>> lines = Resource.lines("caption_words.txt").stream()
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, line.indexOf(' ')),
                        Collectors.flatMapping(line -> Arrays.stream(line.split(" ")).skip(1), Collectors.toList())));
        Map<ListName, SpanTable> lists = new EnumMap<>(ListName.class);
        for (ListName name : ListName.values()) {
            lists.put(name, new SpanTable(lines.get(name.name().toLowerCase(Locale.ROOT)).stream().distinct().toList()));
        }
        return lists;
    }

    /** What the word does that is the {@code word}th, from 0. */
    public Role role(int word) {
        if (is(ListName.PREPOSITION, word)) {
            return Role.PREPOSITION;
        }
        if (holdsTogether(word)) {
            return Role.FUNCTION;
        }
        return isAction(word) ? Role.ACTION : Role.CONTENT;
    }

    private boolean holdsTogether(int word) {
        return is(ListName.DETERMINER, word) || is(ListName.SUBJECT, word) || is(ListName.LEADING, word)
                || is(ListName.FUNCTION, word);
    }

    private boolean isAction(int word) {
        if (is(ListName.NO_VERB, word)) {
            return false;
        }
        int start = words.start(word);
        int end = words.end(word);
        if (end - start >= SHORTEST_ING && ends(end, "ing") && hasVowel(start, end - 3)) {
            // "the painting of a dog" is a thing, "a running dog" runs.
            return !follows(word, ListName.DETERMINER) || (word + 1 < words.size() && !is(ListName.PREPOSITION, word + 1)
                    && !holdsTogether(word + 1));
        }
        if ((end - start >= SHORTEST_ED && ends(end, "ed") && hasVowel(start, end - 2)) || is(ListName.PAST, word)) {
            return !follows(word, ListName.DETERMINER);
        }
        if (isVerb(text, start, end)) {
            return follows(word, ListName.SUBJECT) || follows(word, ListName.LEADING) || followsPlural(word);
        }
        return word > 0 && isThirdPerson(start, end) && !follows(word, ListName.DETERMINER) && !follows(word, ListName.PREPOSITION)
                && !follows(word, ListName.LEADING);
    }

    /** {@code runs}, {@code catches}, {@code carries}. */
    private boolean isThirdPerson(int start, int end) {
        if (end - start < 3 || text[end - 1] != 's') {
            return false;
        }
        if (isVerb(text, start, end - 1) || (text[end - 2] == 'e' && isVerb(text, start, end - 2))) {
            return true;
        }
        if (end - start < 4 || !ends(end, "ies")) {
            return false;
        }
        char[] base = Arrays.copyOfRange(text, start, end - 2);
        base[base.length - 1] = 'y';
        return isVerb(base, 0, base.length);
    }

    private boolean followsPlural(int word) {
        if (word == 0) {
            return false;
        }
        int before = word - 1;
        int start = words.start(before);
        int end = words.end(before);
        return is(ListName.PLURAL, before)
                || (end - start > 3 && text[end - 1] == 's' && text[end - 2] != 's' && text[end - 2] != '\'' && !holdsTogether(before)
                        && !is(ListName.PREPOSITION, before) && (before == 0 || !isThirdPerson(start, end)));
    }

    private boolean follows(int word, ListName list) {
        return word > 0 && is(list, word - 1);
    }

    private boolean is(ListName list, int word) {
        return LISTS.get(list).find(text, words.start(word), words.end(word)) != SpanTable.ABSENT;
    }

    private static boolean isVerb(char[] text, int start, int end) {
        return LISTS.get(ListName.VERB).find(text, start, end) != SpanTable.ABSENT;
    }

    private boolean ends(int end, String ending) {
        for (int i = 0; i < ending.length(); i++) {
            if (text[end - ending.length() + i] != ending.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasVowel(int from, int to) {
        for (int i = from; i < to; i++) {
            if ("aeiouy".indexOf(text[i]) >= 0) {
                return true;
            }
        }
        return false;
    }
}

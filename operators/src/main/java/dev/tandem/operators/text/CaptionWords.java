package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.CaptionGrammar;
import dev.tandem.operators.text.english.CaptionGrammar.Role;
import dev.tandem.operators.text.english.Tokens;

/**
 * What the words of an English caption do in it, told by lists and endings, not by a parser; computed once for all
 * operators of a pass.
 *
 * @param actions verbs that say that something is done
 * @param relations prepositions and verbs that stand between two words with a meaning of their own
 */
record CaptionWords(int actions, int relations) {
    static final Derivation<CaptionWords> OF = sample -> of(sample.text());

    private static CaptionWords of(String caption) {
        char[] text = lowerCase(caption);
        Tokens words = words(text);
        CaptionGrammar grammar = new CaptionGrammar(text, words);
        int actions = 0;
        int relations = 0;
        boolean named = false;
        boolean related = false;
        for (int word = 0; word < words.size(); word++) {
            if (word > 0 && endsClause(text, words.end(word - 1), words.start(word))) {
                named = false;
                related = false;
            }
            Role role = grammar.role(word);
            actions += role == Role.ACTION ? 1 : 0;
            switch (role) {
                case ACTION, PREPOSITION -> related |= named;
                case CONTENT -> {
                    relations += related ? 1 : 0;
                    named = true;
                    related = false;
                }
                case FUNCTION -> { }
            }
        }
        return new CaptionWords(actions, relations);
    }

    /** In small letters where they are of the basic plane and have one; enough for words of English. */
    private static char[] lowerCase(String caption) {
        char[] text = caption.toCharArray();
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == '’' ? '\'' : Character.toLowerCase(text[i]);
        }
        return text;
    }

    /** Stretches of letters and digits, apostrophes between them included. */
    private static Tokens words(char[] text) {
        Tokens words = new Tokens(text.length / 6);
        int start = -1;
        for (int i = 0; i <= text.length; i++) {
            boolean inWord = i < text.length && (Character.isLetterOrDigit(text[i])
                    || (text[i] == '\'' && start >= 0 && i + 1 < text.length && Character.isLetter(text[i + 1])));
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                words.add(start, i);
                start = -1;
            }
        }
        return words;
    }

    private static boolean endsClause(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (".!?;:|\n".indexOf(text[i]) >= 0) {
                return true;
            }
        }
        return false;
    }
}

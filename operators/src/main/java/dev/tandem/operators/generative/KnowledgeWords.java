package dev.tandem.operators.generative;

import java.util.LinkedHashSet;
import java.util.Set;

/** Names and numbers of a text: what is known of the world, and cannot be seen. A rule: words with a digit, and words with a capital. */
final class KnowledgeWords {
    private KnowledgeWords() {}

    /** Words with a digit, and those with a capital that do not begin a sentence, in lower case. */
    static Set<String> of(String text) {
        Set<String> found = new LinkedHashSet<>();
        boolean begins = true;
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            char character = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(character)) {
                from = from < 0 ? i : from;
                continue;
            }
            if (from >= 0) {
                String word = text.substring(from, i);
                boolean number = word.chars().anyMatch(Character::isDigit);
                if (number || !begins && word.length() > 1 && Character.isUpperCase(word.charAt(0))) {
                    found.addAll(AnswerText.words(word));
                }
                begins = false;
                from = -1;
            }
            if (character == '.' || character == '!' || character == '?' || character == '\n' || character == ':') {
                begins = true;
            }
        }
        return found;
    }
}

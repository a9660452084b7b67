package dev.tandem.operators.generative;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** When two answers say the same: the same words but for case, articles and marks, or the same number. */
final class AnswerText {
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    private static final int MOST_DIGITS = 40;

    private AnswerText() {}

    static boolean same(String left, String right) {
        return words(left).equals(words(right));
    }

    /** Words in their order; a number in one form. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT) + " ";
        for (int i = 0; i < lower.length(); i++) {
            char character = lower.charAt(i);
            boolean inNumber = (character == '.' || character == ',') && !word.isEmpty() && Character.isDigit(lower.charAt(i - 1))
                    && i + 1 < lower.length() && Character.isDigit(lower.charAt(i + 1));
            if (Character.isLetterOrDigit(character) || Character.isSurrogate(character) || inNumber || character == '%') {
                word.append(character);
            } else if (!word.isEmpty()) {
                String found = canonical(word.toString());
                if (!ARTICLES.contains(found)) {
                    words.add(found);
                }
                word.setLength(0);
            }
        }
        return words;
    }

    private static String canonical(String word) {
        boolean number = word.length() <= MOST_DIGITS
                && word.chars().allMatch(character -> character >= '0' && character <= '9' || character == '.' || character == ',');
        if (!number) {
            return word;
        }
        try {
            return new BigDecimal(word.replace(",", "")).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return word;
        }
    }
}

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
            if (isSign(lower, i) || Character.isLetterOrDigit(character) || Character.isSurrogate(character) || inNumber
                    || character == '%') {
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

    /** A minus in front of a number, and of nothing that it could stand between. */
    private static boolean isSign(String text, int at) {
        char character = text.charAt(at);
        boolean minus = character == '-' || character == '\u2212';
        return minus && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))
                && (at == 0 || Character.isWhitespace(text.charAt(at - 1)) || text.charAt(at - 1) == '(');
    }

    private static String canonical(String word) {
        String digits = word.charAt(0) == '-' || word.charAt(0) == '\u2212' ? word.substring(1) : word;
        boolean number = word.length() <= MOST_DIGITS
                && digits.chars().allMatch(character -> character >= '0' && character <= '9' || character == '.' || character == ',');
        if (!number) {
            return word;
        }
        try {
            BigDecimal value = new BigDecimal(digits.replace(",", "")).stripTrailingZeros();
            return (digits.equals(word) ? value : value.negate()).toPlainString();
        } catch (NumberFormatException e) {
            return word;
        }
    }
}

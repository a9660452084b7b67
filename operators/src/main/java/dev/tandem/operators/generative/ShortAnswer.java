package dev.tandem.operators.generative;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers of a few words, and whether two are the same. */
final class ShortAnswer {
    private static final int LONGEST_NUMBER = 40;
    private static final List<String> ARTICLES = List.of("a ", "an ", "the ");

    private ShortAnswer() {}

    static boolean agree(String left, String right) {
        String one = plain(left);
        String other = plain(right);
        Optional<BigDecimal> number = number(one);
        return one.equals(other) || number.isPresent() && number(other).filter(found -> found.compareTo(number.get()) == 0).isPresent();
    }

    /** In lower case, with one space for any white space, without marks at the ends and without an article in front. */
    private static String plain(String answer) {
        String lower = Normalizer.normalize(answer, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder text = new StringBuilder(lower.length());
        lower.codePoints().forEach(c -> {
            boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c);
            if (!space) {
                text.appendCodePoint(c);
            } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        });
        int from = 0;
        int to = text.length();
        while (from < to && isMark(text.charAt(from))) {
            from++;
        }
        while (from < to && isMark(text.charAt(to - 1))) {
            to--;
        }
        String plain = text.substring(from, to);
        return ARTICLES.stream().filter(plain::startsWith).findFirst().map(article -> plain.substring(article.length())).orElse(plain);
    }

    /** A sign of a number is none, nor is one of money or of a share. */
    private static boolean isMark(char c) {
        return c == ' ' || ".,;:!?'\"()[]*`".indexOf(c) >= 0;
    }

    private static Optional<BigDecimal> number(String text) {
        boolean number = !text.isEmpty() && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == ',' || c == '-' || c == '+');
        try {
            return number ? Optional.of(new BigDecimal(text.replace(",", ""))) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

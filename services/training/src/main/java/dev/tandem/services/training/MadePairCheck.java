package dev.tandem.services.training;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.operators.model.Caption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says of a pair that was made of another why it does not stand, from what stands in both; nothing of who made it is asked. */
final class MadePairCheck {
    /** Of the words of a text, so many have to be there still. */
    private static final double LEAST_WORDS = 0.5;

    private MadePairCheck() {}

    static Optional<String> fault(Sample parent, Sample item, Rounds.Source source) {
        String before = Caption.of(new SampleView(parent));
        String text = Caption.of(new SampleView(item));
        if (text.isBlank()) {
            return Optional.of("no text");
        }
        if (item.contentDigest().equals(parent.contentDigest())) {
            return Optional.of("nothing changed");
        }
        if (source == Rounds.Source.CREATOR) {
            return text.equals(before) ? Optional.of("the same text") : Optional.empty();
        }
        if (!numbers(text).equals(numbers(before))) {
            return Optional.of("other numbers");
        }
        return share(before, text) < LEAST_WORDS ? Optional.of("other words") : Optional.empty();
    }

    /** Digits, and what stands between them as one space. */
    private static String numbers(String text) {
        StringBuilder numbers = new StringBuilder();
        text.codePoints().forEach(one -> {
            if (Character.isDigit(one)) {
                numbers.appendCodePoint(one);
            } else if (!numbers.isEmpty() && numbers.charAt(numbers.length() - 1) != ' ') {
                numbers.append(' ');
            }
        });
        return numbers.toString().strip();
    }

    private static double share(String before, String text) {
        List<String> words = Arrays.asList(before.toLowerCase(Locale.ROOT).split(" ", -1));
        Set<String> there = new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split(" ", -1)));
        return (double) words.stream().filter(there::contains).count() / words.size();
    }
}

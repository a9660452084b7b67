package dev.tandem.operators.model;

import java.util.Comparator;
import java.util.List;

/** Phrases that say what kind of thing a picture is, not what it shows. */
final class MediumPhrases {
    static final String USUAL = "a close up of,a close-up of,a photo of,a picture of,an image of,a photograph of,a drawing of,"
            + "a painting of,an illustration of,a screenshot of,a view of,the photo of,the picture of,the image of,close up of,photo of,"
            + "picture of,image of,photograph of,drawing of,painting of,illustration of,screenshot of,stock photo,stock image,photo,image";

    private final List<String> phrases;

    /** @param phrases of a longer one and its end, the longer one is left out */
    MediumPhrases(List<String> phrases) {
        this.phrases = phrases.stream()
                .filter(phrase -> !phrase.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** A text without them, as whole words in any case; the text itself where nothing else is left. */
    String without(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int length = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) ? lengthAt(text, at) : 0;
            if (length == 0) {
                rest.append(text.charAt(at++));
            } else {
                at += length;
            }
        }
        String left = rest.toString().strip();
        return left.isEmpty() ? text.strip() : left;
    }

    private int lengthAt(String text, int at) {
        for (String phrase : phrases) {
            int end = at + phrase.length();
            boolean whole = end >= text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (whole && text.regionMatches(true, at, phrase, 0, phrase.length())) {
                return phrase.length();
            }
        }
        return 0;
    }
}

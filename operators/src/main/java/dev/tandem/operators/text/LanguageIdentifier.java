package dev.tandem.operators.text;

import com.github.pemistahl.lingua.api.IsoCode639_1;
import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells languages apart; the models of a set of languages are loaded once. Thread-safe. */
final class LanguageIdentifier {
    private static final int MAX_CODE_POINTS = 500;
    private static final double SCALE = 10_000;
    private static final Map<TreeSet<String>, LanguageIdentifier> LOADED = new ConcurrentHashMap<>();

    private final LanguageDetector detector;

    private LanguageIdentifier(LanguageDetector detector) {
        this.detector = detector;
    }

    /** The most likely language as an ISO 639-1 code, empty for none, and its score in [0, 1]. */
    record Identified(String language, double score) {}

    /** @throws IllegalArgumentException for a code that is no language known */
    static LanguageIdentifier of(Collection<String> candidates, Collection<String> wanted) {
        TreeSet<String> codes = Stream.concat(candidates.stream(), wanted.stream())
                .collect(Collectors.toCollection(TreeSet::new));
        codes.forEach(LanguageIdentifier::code);
        if (codes.size() < 2) {
            throw new IllegalArgumentException(
                    "'candidates' must name at least two languages to tell apart, found " + codes);
        }
        return LOADED.computeIfAbsent(codes, key -> new LanguageIdentifier(LanguageDetectorBuilder.fromIsoCodes639_1(
                        key.stream().map(LanguageIdentifier::code).toArray(IsoCode639_1[]::new))
                .withLowAccuracyMode()
                .build()));
    }

    Identified identify(String text) {
        String start = text.codePointCount(0, text.length()) <= MAX_CODE_POINTS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS));
        Map.Entry<Language, Double> best = detector.computeLanguageConfidenceValues(start).entrySet().stream()
                .max(Map.Entry.<Language, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElse(null);
        if (best == null || best.getValue() <= 0) {
            return new Identified("", 0);
        }
        return new Identified(
                best.getKey().getIsoCode639_1().toString().toLowerCase(Locale.ROOT),
                Math.rint(best.getValue() * SCALE) / SCALE);
    }

    private static IsoCode639_1 code(String code) {
        try {
            return IsoCode639_1.valueOf(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + code + "' is not an ISO 639-1 code of a known language, such as en", e);
        }
    }
}

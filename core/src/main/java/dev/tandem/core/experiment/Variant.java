package dev.tandem.core.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/** What an experiment compares: a recipe's output on a pool, as a trainer learns from it. */
public record Variant(String pool, String recipe, String trainer) implements Comparable<Variant> {
    private static final Comparator<Variant> ORDER =
            Comparator.comparing(Variant::pool).thenComparing(Variant::recipe).thenComparing(Variant::trainer);

    /** Reads {@code pool/recipe/trainer}. */
    @JsonCreator
    public static Variant of(String label) {
        String[] parts = label.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("A variant is pool/recipe/trainer, found '" + label + "'");
        }
        return new Variant(parts[0], parts[1], parts[2]);
    }

    @Override
    public int compareTo(Variant other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return pool + "/" + recipe + "/" + trainer;
    }
}

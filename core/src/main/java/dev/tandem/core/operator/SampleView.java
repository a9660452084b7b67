package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A sample on its way through one pass, with mappers applied. What operators derive from it (words, lines, decoded
 * images) is computed once and shared by operators that follow each other and ask no model. Not thread-safe.
 */
public final class SampleView {
    private final Map<Derivation<?>, Object> derived = new IdentityHashMap<>();
    private final ToDoubleFunction<String> measured;
    private Sample sample;
    private List<Part> parts;
    private String text;

    /** A sample of which no measurements are at hand. */
    public SampleView(Sample sample) {
        this(sample, feature -> Double.NaN);
    }

    /**
     * A sample with what earlier steps measured.
     *
     * @param measured the number of a feature, by {@code <operator label>.<feature>}; NaN where there is none. Called when
     *     it is asked for, so that columns which nobody needs are not read.
     */
    public SampleView(Sample sample, ToDoubleFunction<String> measured) {
        this.measured = measured;
        this.sample = sample;
        this.parts = sample.parts();
    }

    public Sample sample() {
        // A content digest is computed of parts that somebody asks for, not of each that a mapper leaves behind.
        if (sample.parts() != parts) {
            sample = sample.withParts(parts);
            parts = sample.parts();
        }
        return sample;
    }

    /** The parts of the sample, in order. */
    public List<Part> parts() {
        return parts;
    }

    /** All text parts, joined by an empty line. */
    public String text() {
        if (text == null) {
            text = Sample.text(parts);
        }
        return text;
    }

    /** The text as UTF-8, where it stands as that and nobody has asked for {@link #text}; not to be changed. */
    public Optional<byte[]> utf8() {
        return text == null && parts.size() == 1 && parts.getFirst() instanceof Part.Text only && only.isEncoded()
                ? Optional.of(only.utf8())
                : Optional.empty();
    }

    /** The media parts, in order. */
    public List<Part.Media> media() {
        List<Part.Media> media = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Media found) {
                media.add(found);
            }
        }
        return media;
    }

    /**
     * What an earlier step measured.
     *
     * @param feature {@code <operator label>.<feature>}
     * @return NaN where the sample was not measured
     */
    public double measured(String feature) {
        return measured.applyAsDouble(feature);
    }

    /**
     * What {@code derivation} computes from this sample, computed at most once until a mapper changes the sample.
     *
     * @param derivation a constant: it is the key
     */
    @SuppressWarnings("unchecked")
    public <T> T derive(Derivation<T> derivation) throws SampleFailedException {
        Object value = derived.get(derivation);
        if (value == null) {
            value = derivation.derive(this);
            derived.put(derivation, value);
        }
        return (T) value;
    }

    /**
     * Puts the parts in place that a mapper made of those of this sample; what was derived is forgotten.
     *
     * @param known what is known of the new sample already
     */
    public void replace(List<Part> mapped, Map<Derivation<?>, Object> known) {
        parts = List.copyOf(mapped);
        text = null;
        forget();
        derived.putAll(known);
    }

    /** Forgets what was derived, such as decoded images: it is derived again when it is asked for. */
    public void forget() {
        derived.clear();
    }

    /** Something that several operators need of a sample. */
    @FunctionalInterface
    public interface Derivation<T> {
        T derive(SampleView sample) throws SampleFailedException;
    }
}

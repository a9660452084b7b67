package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sample on its way through one pass, with mappers applied. What operators derive from it (words, lines, decoded
 * images) is computed once and shared by operators that follow each other and ask no model. Not thread-safe.
 */
public final class SampleView {
    private final Map<Derivation<?>, Object> derived = new IdentityHashMap<>();
    private Sample sample;
    private String text;

    public SampleView(Sample sample) {
        this.sample = sample;
    }

    public Sample sample() {
        return sample;
    }

    /** All text parts, joined by an empty line. */
    public String text() {
        if (text == null) {
            text = sample.text();
        }
        return text;
    }

    /** The media parts, in order. */
    public List<Part.Media> media() {
        List<Part.Media> media = new ArrayList<>();
        for (Part part : sample.parts()) {
            if (part instanceof Part.Media found) {
                media.add(found);
            }
        }
        return media;
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

    /** Puts the sample in place that a mapper made of this one; what was derived is forgotten. */
    public void replace(Sample mapped) {
        sample = mapped;
        text = null;
        forget();
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

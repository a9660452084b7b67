package dev.tandem.operators.decontamination;

import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a sentence model says of the items of evaluation sets, as vectors of length 1. */
final class EvaluationVectors {
    /** Digits that servers agree on. */
    private static final double SCALE = 10_000;

    private final List<float[]> vectors;
    private final List<Found> items;

    private EvaluationVectors(List<float[]> vectors, List<Found> items) {
        this.vectors = vectors;
        this.items = items;
    }

    /**
     * An item, and how like it something is.
     *
     * @param similarity cosine, rounded to four digits
     */
    record Found(double similarity, String set, String item) {
        static final Found NOTHING = new Found(Double.NEGATIVE_INFINITY, "", "");
    }

    /** Gathers sets. */
    static final class Builder {
        private static final int TEXTS = 256;

        private final Function<List<String>, float[][]> model;
        private final List<String> texts = new ArrayList<>();
        private final List<float[]> vectors = new ArrayList<>();
        private final List<Found> items = new ArrayList<>();

        /** @param model makes a vector of each text */
        Builder(Function<List<String>, float[][]> model) {
            this.model = model;
        }

        void add(String name, EvaluationSet set) {
            for (EvaluationItem item : set.items()) {
                List<String> answers = item.labels().isEmpty() ? List.of("") : item.labels();
                for (String answer : answers) {
                    String text = (item.query() + " " + answer).strip();
                    if (!text.isEmpty()) {
                        texts.add(text);
                        items.add(new Found(0, name, item.id()));
                    }
                }
                if (texts.size() >= TEXTS) {
                    ask();
                }
            }
        }

        private void ask() {
            if (!texts.isEmpty()) {
                for (float[] vector : model.apply(List.copyOf(texts))) {
                    vectors.add(unit(vector));
                }
                texts.clear();
            }
        }

        EvaluationVectors build() {
            ask();
            return new EvaluationVectors(vectors, items);
        }
    }

    int bytes() {
        return (int) Math.min(Integer.MAX_VALUE, vectors.stream().mapToLong(vector -> 64L + 4L * vector.length).sum());
    }

    /** The item that is more like a vector than what was found before, the first of several; else what was found. */
    Found nearer(float[] vector, Found before) {
        float[] unit = unit(vector);
        double most = before.similarity();
        int nearest = -1;
        for (int i = 0; i < vectors.size(); i++) {
            double similarity = Math.rint(product(unit, vectors.get(i)) * SCALE) / SCALE;
            if (similarity > most) {
                most = similarity;
                nearest = i;
            }
        }
        return nearest < 0 ? before : new Found(most, items.get(nearest).set(), items.get(nearest).item());
    }

    private static double product(float[] left, float[] right) {
        double product = 0;
        for (int i = 0; i < left.length; i++) {
            product += (double) left[i] * right[i];
        }
        return product;
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(product(vector, vector));
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }
}

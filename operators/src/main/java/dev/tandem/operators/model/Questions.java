package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import java.util.ArrayList;
import java.util.List;

/** Rows for a model, asked whenever those gathered are large: decoded pictures of a batch together may not fit into memory. */
final class Questions {
    private static final long GATHERED_BYTES = 32L << 20;
    private static final int GATHERED_ROWS = 256;

    private final Inference inference;
    private final String model;
    private final List<ModelRow> rows = new ArrayList<>();
    private final List<Answered> answered = new ArrayList<>();
    private long bytes;

    Questions(Inference inference, String model) {
        this.inference = inference;
        this.model = model;
    }

    /** Takes the answer to one row. */
    @FunctionalInterface
    interface Answered {
        void with(ModelAnswer answer);
    }

    /** Asks, now or later. */
    void ask(ModelRow row, Answered then) {
        rows.add(row);
        answered.add(then);
        for (ModelInput value : row.values().values()) {
            bytes += switch (value) {
                case ModelInput.Text text -> 2L * text.text().length();
                case ModelInput.Image image -> image.pixels().rgb().length;
                case ModelInput.Numbers numbers -> (long) Float.BYTES * numbers.values().length;
            };
        }
        if (bytes >= GATHERED_BYTES || rows.size() >= GATHERED_ROWS) {
            finish();
        }
    }

    /** Asks what has not been asked yet. */
    void finish() {
        if (rows.isEmpty()) {
            return;
        }
        List<ModelAnswer> answers = inference.infer(model, rows);
        for (int i = 0; i < answers.size(); i++) {
            answered.get(i).with(answers.get(i));
        }
        rows.clear();
        answered.clear();
        bytes = 0;
    }
}

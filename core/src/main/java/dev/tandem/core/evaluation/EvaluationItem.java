package dev.tandem.core.evaluation;

import java.util.List;

/**
 * One question of an evaluation set.
 *
 * @param id names it in verdicts; unique in its set
 * @param query what a model is asked; may be empty
 * @param labels right answers; may be none
 */
public record EvaluationItem(String id, String query, List<String> labels) {
    public EvaluationItem {
        labels = List.copyOf(labels);
    }
}

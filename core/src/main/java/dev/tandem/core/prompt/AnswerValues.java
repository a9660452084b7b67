package dev.tandem.core.prompt;

import java.util.List;
import java.util.Map;

/** The fields of an answer that has the form it was asked for. Whoever asks for a field by the wrong type has a defect. */
public record AnswerValues(Map<String, Object> fields) {
    public AnswerValues {
        fields = Map.copyOf(fields);
    }

    /** A text, or the word of a choice. */
    public String text(String field) {
        return (String) fields.get(field);
    }

    public double number(String field) {
        return (Double) fields.get(field);
    }

    public long whole(String field) {
        return (Long) fields.get(field);
    }

    public boolean truth(String field) {
        return (Boolean) fields.get(field);
    }

    public List<String> texts(String field) {
        return ((List<?>) fields.get(field)).stream().map(String.class::cast).toList();
    }

    public List<AnswerValues> objects(String field) {
        return ((List<?>) fields.get(field)).stream().map(AnswerValues.class::cast).toList();
    }
}

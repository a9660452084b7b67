package dev.tandem.operators.creators;

import java.util.ArrayList;
import java.util.List;

/**
 * A question taken apart: its names stand between double quotes.
 *
 * @param form the question with {@code _} for each name
 */
public record QuotedNames(String form, List<String> names) {

    /** Of a question. */
    public static QuotedNames of(String question) {
        StringBuilder form = new StringBuilder();
        List<String> names = new ArrayList<>();
        int at = 0;
        for (int quote = question.indexOf('"'); quote >= 0; quote = question.indexOf('"', at)) {
            int end = question.indexOf('"', quote + 1);
            if (end < 0) {
                break;
            }
            form.append(question, at, quote).append('_');
            names.add(question.substring(quote + 1, end));
            at = end + 1;
        }
        return new QuotedNames(form.append(question, at, question.length()).toString(), names);
    }
}

package dev.tandem.training.job;

/**
 * What a probe has to tell.
 *
 * @param field attribute of the rows
 * @param positive its value in rows that are positive; all others are negative
 */
public record Label(String field, String positive) {

    /** Whether each row is positive. */
    public boolean[] of(JobRows rows) {
        boolean[] found = new boolean[rows.count()];
        for (int i = 0; i < found.length; i++) {
            found[i] = positive.equals(rows.rows().get(i).attributes().get(field));
        }
        return found;
    }
}

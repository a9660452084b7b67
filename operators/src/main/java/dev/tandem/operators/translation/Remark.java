package dev.tandem.operators.translation;

/**
 * Something of another system's recipe that the Tandem recipe does not have.
 *
 * @param line where it stands there, from 1
 * @param subject what it is: an operator, a parameter or a setting with its value
 * @param reason why it is not there
 */
public record Remark(int line, Kind kind, String subject, String reason) {
    private static final int LONGEST = 300;

    public Remark {
        subject = Excerpt.line(subject, LONGEST);
        reason = Excerpt.line(reason, LONGEST);
    }

    /** Whether anything is missing without it. */
    public enum Kind {
        /** The recipe may keep other samples, or make other ones, than the one it was made from. */
        NOT_TRANSLATED("not translated"),
        /** It says how that system works, not what it makes; Tandem works in its own way. */
        NOT_NEEDED("not needed");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static Remark notTranslated(int line, String subject, String reason) {
        return new Remark(line, Kind.NOT_TRANSLATED, subject, reason);
    }

    static Remark notNeeded(int line, String subject, String reason) {
        return new Remark(line, Kind.NOT_NEEDED, subject, reason);
    }

    /** Such as {@code not translated: line 3: perplexity_filter: there is no such operator}. */
    @Override
    public String toString() {
        return kind.words + ": line " + line + ": " + subject + ": " + reason;
    }
}

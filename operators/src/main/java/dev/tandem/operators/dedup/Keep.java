package dev.tandem.operators.dedup;

/** Which of several duplicates stays; ties go to the smallest id. */
public enum Keep {
    /** The one made last, by its {@code created} metadata; one without that loses. */
    NEWEST,
    /** The one made first, by its {@code created} metadata; one without that loses. */
    OLDEST,
    /** The one with the longest text, in code points. */
    LONGEST,
    /** The one with the smallest id, whatever it contains. */
    SMALLEST_ID,
    /** The one whose source comes first in a list; one whose source is not listed loses. */
    SOURCE_PRIORITY,
    /** The one that has the most of these: text, media, a licence, a title, a date, an address, a language. */
    MOST_COMPLETE,
    /** The one with the highest value of a feature that an earlier stage measured; one without it loses. */
    HIGHEST_SCORE,
    /** The one with the lowest value of a feature that an earlier stage measured; one without it loses. */
    LOWEST_SCORE
}

package dev.tandem.operators.dedup.text;

/** What becomes of a text with fewer tokens than a shingle has. */
public enum ShortTexts {
    /** All of its tokens are one shingle; a text without any is kept. */
    COMPARED_WHOLE,
    /** It is never a duplicate, as in datatrove. */
    KEPT,
    /** All such texts are duplicates of each other, whatever they say, as in Data-Juicer. */
    MERGED
}

package dev.tandem.core.model;

/** Names of the attributes that readers write and operators read. */
public final class PartAttributes {
    /** What a text part is where it is not plain prose: {@link #TABLE}, a question, an answer. */
    public static final String ROLE = "role";
    /** A role: a table, rows separated by line feeds and cells by tabs, the header row first. */
    public static final String TABLE = "table";
    /** A role: the question of a question-answer pair. */
    public static final String QUESTION = "question";
    /** A role: the answer of a question-answer pair. */
    public static final String ANSWER = "answer";
    /** A role: of two answers the better one. */
    public static final String CHOSEN = "chosen";
    /** A role: of two answers the worse one. */
    public static final String REJECTED = "rejected";
    /** Of several answers, how good one is: 1 for the best. */
    public static final String LEVEL = "level";
    /** A role: the description of the image of a pair. */
    public static final String DESCRIPTION = "description";
    /** The alternative text that a page gives for an image. */
    public static final String ALT = "alt";
    /** The caption of an image or a table. */
    public static final String CAPTION = "caption";
    /** The text around an image on its page. */
    public static final String SURROUNDING = "surrounding";
    /** The text that was read in an image. */
    public static final String OCR = "ocr";
    /** Regions of an image, a line each: left, top, width and height in pixels and what is there, separated by tabs. */
    public static final String REGIONS = "regions";
    /** Where the part was found: a path inside its archive or folder, or a URL. */
    public static final String URL = "url";

    /** Behind the name of an attribute that a model made: how, as JSON. */
    public static final String MADE = ".made";

    private PartAttributes() {}
}

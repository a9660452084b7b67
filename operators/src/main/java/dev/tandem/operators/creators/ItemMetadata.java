package dev.tandem.operators.creators;

/** Names of the metadata by which the answers of made items can be computed again. */
public final class ItemMetadata {
    /** The table of a chart: rows as lines, cells separated by tabs, the header first. */
    public static final String TABLE = "table";
    /** The kind of a chart. */
    public static final String CHART = "chart";
    /** The things of a scene, a line each: colour, shape, size, x and y, separated by tabs. */
    public static final String SCENE = "scene";
    /** What stands in a picture, line by line. */
    public static final String WRITTEN = "written";
    /** The level of a contrast. */
    public static final String CONTRAST = "contrast";

    /** What a model knew of a picture that it did not see. */
    public static final String CONTEXT = "context";
    /** Answers to the same question, the one that stands first: a JSON list. */
    public static final String ANSWERS = "answers";
    /** What a model said when it was asked whether an item is right. */
    public static final String EVALUATED = "evaluated";
    /** How an edited picture was scored, JSON. */
    public static final String EDIT = "edit";

    private ItemMetadata() {}
}

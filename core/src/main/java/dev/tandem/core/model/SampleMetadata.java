package dev.tandem.core.model;

/** Names of the sample metadata that readers write and operators read. */
public final class SampleMetadata {
    /** The id that the input row itself carried. */
    public static final String ROW_ID = "id";
    /** Title of the page or document. */
    public static final String TITLE = "title";
    /** When the content was made, ISO 8601: a date, or a date and time in UTC or without a zone; text order is time order. */
    public static final String CREATED = "created";
    /** Address of the page that the content is from, where its source names it. */
    public static final String URL = "url";
    /** Language of the content, as its source declares it: an ISO 639 code. */
    public static final String LANGUAGE = "language";
    /** The input (file or archive) that the sample came from. */
    public static final String INPUT = "input";
    /** Who made a derived sample: {@code operator:<name>}, a model, a human. */
    public static final String ACTOR = "actor";
    /** The operator that made a derived sample, as {@code <name>@<version>}. */
    public static final String OPERATOR = "operator";
    /** The seed that a derived sample was made with. */
    public static final String SEED = "seed";
    /** The round of data and model development that a derived sample was made in, counted from 1. */
    public static final String ROUND = "round";
    /** Of a made item that has to be checked: the digest of the content that was found right ({@code Verification}). */
    public static final String VERIFIED = "verified";
    /** Of an item that a model made: the digest of the model. */
    public static final String MODEL_DIGEST = "model_digest";
    /** Of an item that a model made: the prompt, as {@code <id>@<version>}. */
    public static final String PROMPT = "prompt";
    /** Of an item that a model made: calls and tokens that it took, JSON. */
    public static final String COST = "cost";
    /** The licence of the content, as declared by its source. */
    public static final String LICENSE = "license";

    private SampleMetadata() {}
}

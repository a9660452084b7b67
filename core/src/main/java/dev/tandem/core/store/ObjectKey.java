package dev.tandem.core.store;

import dev.tandem.core.model.Digest;

/** The name of an object in the bucket. The whole layout stands here. */
public record ObjectKey(String path) {
    /** Folder of {@link #model}. */
    public static final String MODEL_NAMES = "models/names/";
    /** Folder of {@link #experiment}. */
    public static final String EXPERIMENTS = "experiments/";
    /** Folder of {@link #prompt}. */
    public static final String PROMPTS = "models/prompts/";
    /** Folder of {@link #rounds}. */
    public static final String ROUNDS = "rounds/";

    public ObjectKey {
        if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
            throw new IllegalArgumentException("An object key is a relative path without '..', found '" + path + "'");
        }
    }

    public static ObjectKey shard(Digest digest) {
        return new ObjectKey("shards/" + digest + ".parquet");
    }

    public static ObjectKey blob(Digest digest) {
        return new ObjectKey("blobs/" + digest);
    }

    public static ObjectKey features(Digest digest) {
        return new ObjectKey("features/" + digest + ".parquet");
    }

    public static ObjectKey overlay(Digest digest) {
        return new ObjectKey("overlays/" + digest + ".parquet");
    }

    public static ObjectKey selection(Digest digest) {
        return new ObjectKey("selections/" + digest);
    }

    public static ObjectKey signatures(Digest digest) {
        return new ObjectKey("signatures/" + digest);
    }

    /** Pairs of duplicates. */
    public static ObjectKey edges(Digest digest) {
        return new ObjectKey("edges/" + digest);
    }

    public static ObjectKey clusters(Digest digest) {
        return new ObjectKey("clusters/" + digest);
    }

    /** Keys that a selector counts, of a shard; and what it concludes from those of all shards. */
    public static ObjectKey summary(Digest digest) {
        return new ObjectKey("summaries/" + digest);
    }

    /** Answers of a model for samples of a shard, named by where they are looked for. */
    public static ObjectKey scores(Digest digest) {
        return new ObjectKey("scores/" + digest);
    }

    /** Which version of a model a name stands for. */
    public static ObjectKey model(String name) {
        return new ObjectKey(MODEL_NAMES + segment(name));
    }

    /** Which versions of a model servers were given. */
    public static ObjectKey servedModel(String name) {
        return new ObjectKey("models/served/" + segment(name));
    }

    /** The contract of a version of a model, or a file of it. */
    public static ObjectKey modelFile(String name, Digest version, String path) {
        return new ObjectKey("models/versions/" + segment(name) + "/" + version + "/" + path);
    }

    /** A prompt, by its id and version. */
    public static ObjectKey prompt(String reference) {
        return new ObjectKey(PROMPTS + reference);
    }

    /** Input manifests, lists of splits and of shards: what activities pass to each other by digest. */
    public static ObjectKey document(Digest digest) {
        return new ObjectKey("documents/" + digest + ".json");
    }

    public static ObjectKey result(Digest key) {
        return new ObjectKey("keys/" + key + ".json");
    }

    public static ObjectKey dataset(String tenant, String name, Digest version) {
        return new ObjectKey("datasets/" + segment(tenant) + "/" + segment(name) + "/" + version + ".json");
    }

    public static ObjectKey ref(String tenant, String name) {
        return new ObjectKey("refs/" + segment(tenant) + "/" + segment(name));
    }

    /** A version of an index of duplicates. */
    public static ObjectKey index(String tenant, String name, Digest version) {
        return new ObjectKey(indexVersions(tenant, name) + version + ".json");
    }

    /** What the versions of an index begin with. */
    public static String indexVersions(String tenant, String name) {
        return "indexes/" + segment(tenant) + "/" + segment(name) + "/";
    }

    /** A set that models are evaluated with. */
    public static ObjectKey evaluation(Digest digest) {
        return new ObjectKey("evaluations/" + digest + ".json");
    }

    /** Which evaluation set a name points to. */
    public static ObjectKey evaluationName(String tenant, String name) {
        return new ObjectKey("evalsets/" + segment(tenant) + "/" + segment(name));
    }

    public static ObjectKey run(String run) {
        return new ObjectKey("runs/" + segment(run) + "/run.json");
    }

    /** The record of an experiment. */
    public static ObjectKey experiment(String name) {
        return new ObjectKey(EXPERIMENTS + segment(name) + "/experiment.json");
    }

    /** The record of rounds of data and model. */
    public static ObjectKey rounds(String name) {
        return new ObjectKey(ROUNDS + segment(name) + "/rounds.json");
    }

    public static ObjectKey report(String run) {
        return new ObjectKey("reports/" + segment(run) + "/report.html");
    }

    /** A name from outside that becomes one segment of a path. */
    private static String segment(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
            throw new IllegalArgumentException("'" + name + "' is not a valid name: expected letters, digits, '.', '_'"
                    + " and '-', starting with a letter or digit, at most 128 characters");
        }
        return name;
    }

    @Override
    public String toString() {
        return path;
    }
}

package dev.tandem.core.inference;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The contracts of all models, from the {@code models} folder, and from one of the user's. */
public final class ModelContracts {
    static final String CONTRACT = "contract.json";
    /** Below the model's folder, and nothing hidden. */
    static final Pattern FILE = Pattern.compile("\\w[\\w.-]*+(?:/\\w[\\w.-]*+)*+");

    /** A name that says which version of a stored model is meant. */
    private static final Pattern PINNED = Pattern.compile("(.+)@([0-9a-f]{64})");
    /** How long it takes until another version of a stored model is known everywhere. */
    private static final Duration KNOWN = Duration.ofSeconds(30);
    private static final int MOST_KNOWN = 1_000;

    private final Map<String, Entry> entries = new TreeMap<>();
    /** Models of the store. */
    private final Function<String, Optional<Entry>> stored;

    /**
     * A contract, and where its files are.
     *
     * @param files the bytes of a path; empty where there is no such file
     */
    private record Entry(ModelContract contract, Digest digest, Place place, Function<FileSpec, Optional<byte[]>> files) {}

    /** Where a model was found. */
    public enum Place {
        /** Comes with Tandem. */
        TANDEM,
        /** In the folder of this machine. */
        FOLDER,
        /** In the store, for every machine. */
        STORE
    }

    private ModelContracts() {
        this(model -> Optional.empty());
    }

    private ModelContracts(Function<String, Optional<Entry>> stored) {
        this.stored = stored;
    }

    /** Reads those on the class path. */
    public static ModelContracts load() {
        return load(Optional.empty());
    }

    /**
     * Reads those on the class path, and those in a folder: each in a folder of its name, with the files that it names.
     * A model in the folder stands in for one of the same name on the class path.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} when there is no such folder,
     *     {@link ErrorCode#MODEL_CONTRACT} when a contract in it is not valid
     */
    public static ModelContracts load(Optional<Path> folder) {
        ModelContracts contracts = new ModelContracts();
        for (String name : Json.read(resource("/models/index.json"), new TypeReference<List<String>>() {})) {
            byte[] json = resource("/models/" + name + "/" + CONTRACT);
            contracts.add(
                    ContractFormat.read("models/" + name + "/" + CONTRACT, json), json, Place.TANDEM,
                    file -> find(resource(name, file)));
        }
        folder.ifPresent(contracts::addFolder);
        return contracts;
    }

    /** Contracts made in code, each with the digest of its JSON. */
    public static ModelContracts of(ModelContract... given) {
        ModelContracts contracts = new ModelContracts();
        for (ModelContract contract : given) {
            contracts.add(contract, Json.bytes(contract), Place.TANDEM, file -> find(resource(contract.name(), file)));
        }
        return contracts;
    }

    /** These, and those of a store under names that none of these has. */
    public ModelContracts with(ModelRegistry registry) {
        Cache<String, Optional<Entry>> known = Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(MOST_KNOWN).build();
        return with(model -> known.get(model, name -> stored(registry, name)));
    }

    /** These as they are now: what is replaced in the store from now on stays as it was. */
    public ModelContracts snapshot() {
        Map<String, Optional<Entry>> known = new ConcurrentHashMap<>();
        return with(model -> known.computeIfAbsent(model, stored));
    }

    private ModelContracts with(Function<String, Optional<Entry>> source) {
        ModelContracts both = new ModelContracts(source);
        both.entries.putAll(entries);
        return both;
    }

    private void add(ModelContract contract, byte[] json, Place place, Function<FileSpec, Optional<byte[]>> files) {
        entries.put(contract.name(), new Entry(contract, Digest.of(json), place, files));
    }

    private void addFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "There is no folder '" + folder + "' with models."
                    + " Correct tandem.inference.models-folder, or leave it out.");
        }
        try (Stream<Path> models = Files.list(folder)) {
            for (Path model : models.filter(found -> Files.isRegularFile(found.resolve(CONTRACT))).sorted().toList()) {
                byte[] json = Files.readAllBytes(model.resolve(CONTRACT));
                ModelContract contract = contract(model, json);
                Entry before = entries.get(contract.name());
                // The folder may be Tandem's own, whose models have their files on the class path.
                if (before == null || !before.digest().equals(Digest.of(json))) {
                    add(contract, json, Place.FOLDER, file -> read(model, file.path()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelContract contract(Path model, byte[] json) {
        ModelContract contract = ContractFormat.read(model.resolve(CONTRACT).toString(), json);
        if (model.getFileName().toString().equals(contract.name())) {
            return contract;
        }
        throw new TandemException(ErrorCode.MODEL_CONTRACT, "The contract in '" + model + "' is of the model '"
                + contract.name() + "'. The folder and the name have to be the same.");
    }

    public ModelContract contract(String model) {
        return entry(model).contract();
    }

    /**
     * Names a contract, and those of the models that its features come from.
     *
     * @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when a model stands on itself, or on one that is not there
     */
    public Digest digest(String model) {
        return digest(model, List.of());
    }

    private Digest digest(String model, List<String> above) {
        Entry entry = entry(model);
        List<String> bases = entry.contract().bases();
        if (bases.isEmpty()) {
            return entry.digest();
        }
        List<String> path = new ArrayList<>(above);
        path.add(model);
        StringBuilder all = new StringBuilder(entry.digest().hex());
        for (String base : bases) {
            if (path.contains(base)) {
                throw new TandemException(ErrorCode.MODEL_CONTRACT, "The models " + path + " stand on each other:"
                        + " the features of one cannot come from itself. Correct 'of' in their contracts.");
            }
            all.append(digest(base, path).hex());
        }
        return Digest.of(all.toString());
    }

    /**
     * Names by which servers may have a model, the most exact first. A version of the store has one of its own, which can mean no other;
     * whoever asks for a version is not answered by another, unless a server cannot be told them apart.
     */
    List<String> namesAtServers(String model) {
        Entry entry = entry(model);
        String name = entry.contract().name();
        if (entry.place() != Place.STORE) {
            return List.of(name);
        }
        String exact = versioned(name, entry.digest());
        return PINNED.matcher(model).matches() && TritonConfig.canBeSent(entry.contract()) ? List.of(exact) : List.of(exact, name);
    }

    /** The name of a version of a stored model. */
    public static String versioned(String name, Digest version) {
        return name + "@" + version.hex();
    }

    /** What stands before the version in the name of one. */
    public static String withoutVersion(String model) {
        Matcher pinned = PINNED.matcher(model);
        return pinned.matches() ? pinned.group(1) : model;
    }

    /** Where a model is. */
    public Place place(String model) {
        return entry(model).place();
    }

    /** Those that come with Tandem, and those of the folder. */
    public Collection<String> names() {
        return entries.keySet();
    }

    /** Whether there is such a model, in the store as well. */
    public boolean has(String model) {
        return entries.containsKey(model) || stored.apply(model).isPresent();
    }

    private static Optional<Entry> stored(ModelRegistry registry, String name) {
        Matcher pinned = PINNED.matcher(name);
        return pinned.matches()
                ? stored(registry, pinned.group(1), new Digest(pinned.group(2)))
                : registry.find(name).flatMap(found -> stored(registry, name, found.version()));
    }

    private static Optional<Entry> stored(ModelRegistry registry, String name, Digest version) {
        return registry.file(name, version, CONTRACT).map(json -> new Entry(
                ContractFormat.read("models/" + name + "/" + CONTRACT, json), version, Place.STORE,
                file -> registry.file(name, version, file.path())));
    }

    /**
     * A file of a model.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when the contract names none,
     *     {@link ErrorCode#MODEL_CONTRACT} when it is not there, or another one
     */
    public byte[] file(String model, ModelFile file) {
        return file(model, file.file());
    }

    /** The same, for any name among the contract's files. */
    public byte[] file(String model, String file) {
        return file(entry(model), file);
    }

    /**
     * What each number of an output stands for, in order.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when it has no labels
     */
    public List<String> labels(String model, String output) {
        String file = contract(model).output(output).labels().orElseThrow(() -> new TandemException(
                ErrorCode.INVALID_RECIPE, "The output '" + output + "' of the model '" + model + "' has no labels."
                        + " Name a model that has some."));
        return new String(file(model, file), StandardCharsets.UTF_8).lines().toList();
    }

    private static byte[] file(Entry entry, String kind) {
        String model = "The model '" + entry.contract().name() + "' ";
        FileSpec file = entry.contract().files().get(kind);
        if (file == null) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, model + "has no " + kind + ". Name a model whose contract has '"
                    + kind + "' with its digest among its files.");
        }
        byte[] bytes = entry.files().apply(file).orElseThrow(() -> new TandemException(ErrorCode.MODEL_CONTRACT, model
                + "should have its " + kind + " in '" + file.path() + "', which is not there. Put the model into a folder of its"
                + " name in tandem.inference.models-folder, as 'models/fetch NAME' does, or add it with './tandem models add'."));
        Digest found = Digest.of(bytes);
        if (!found.equals(file.digest())) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, model + "has a " + kind + " with digest " + found.abbreviated()
                    + ", its contract says " + file.digest().abbreviated() + ". Put the right file there, or correct the contract.");
        }
        return bytes;
    }

    private static String resource(String model, FileSpec file) {
        return file.path().startsWith("/") ? file.path() : "/models/" + model + "/" + file.path();
    }

    private static Optional<byte[]> read(Path folder, String name) {
        try {
            boolean there = FILE.matcher(name).matches() && Files.isRegularFile(folder.resolve(name));
            return there ? Optional.of(Files.readAllBytes(folder.resolve(name))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Entry entry(String model) {
        Entry entry = entries.get(model);
        if (entry == null) {
            return stored.apply(model).orElseThrow(() -> new TandemException(ErrorCode.INVALID_RECIPE, "Unknown model '" + model + "'; "
                    + NearestName.suggest(model, entries.keySet())
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("there are " + entries.keySet() + ", and those that './tandem models list' shows")));
        }
        return entry;
    }

    private static byte[] resource(String path) {
        return find(path).orElseThrow(() -> new IllegalStateException("The resource " + path + " is missing"));
    }

    private static Optional<byte[]> find(String resource) {
        try (InputStream in = ModelContracts.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

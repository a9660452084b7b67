package dev.tandem.core.inference;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The contracts of all models, from the {@code models} folder, and from one of the user's. */
public final class ModelContracts {
    private static final String CONTRACT = "contract.json";
    /** Below the model's folder, and nothing hidden. */
    private static final Pattern FILE = Pattern.compile("\\w[\\w.-]*+(?:/\\w[\\w.-]*+)*+");

    private final Map<String, Entry> entries = new TreeMap<>();

    /** A contract, and where its files are: in a folder, else on the class path. */
    private record Entry(ModelContract contract, Digest digest, Optional<Path> folder) {}

    private ModelContracts() {}

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
            contracts.add(Json.read(json, ModelContract.class), Digest.of(json), Optional.empty());
        }
        folder.ifPresent(contracts::addFolder);
        return contracts;
    }

    /** Contracts made in code, each with the digest of its JSON. */
    public static ModelContracts of(ModelContract... given) {
        ModelContracts contracts = new ModelContracts();
        for (ModelContract contract : given) {
            contracts.add(contract, Digest.of(Json.bytes(contract)), Optional.empty());
        }
        return contracts;
    }

    private void add(ModelContract contract, Digest digest, Optional<Path> folder) {
        entries.put(contract.name(), new Entry(contract, digest, folder));
    }

    private void addFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "There is no folder '" + folder + "' with models."
                    + " Correct tandem.inference.models-folder, or leave it out.");
        }
        try (Stream<Path> models = Files.list(folder)) {
            for (Path model : models.filter(found -> Files.isRegularFile(found.resolve(CONTRACT))).sorted().toList()) {
                byte[] json = Files.readAllBytes(model.resolve(CONTRACT));
                add(contract(model, json), Digest.of(json), Optional.of(model));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelContract contract(Path model, byte[] json) {
        try {
            ModelContract contract = Json.read(json, ModelContract.class);
            if (model.getFileName().toString().equals(contract.name())) {
                return contract;
            }
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The contract in '" + model + "' is of the model '"
                    + contract.name() + "'. The folder and the name have to be the same.");
        } catch (TandemException e) {
            throw e.code() == ErrorCode.MODEL_CONTRACT
                    ? e
                    : new TandemException(ErrorCode.MODEL_CONTRACT, model.resolve(CONTRACT) + ": " + e.getMessage(), e);
        }
    }

    public ModelContract contract(String model) {
        return entry(model).contract();
    }

    public Digest digest(String model) {
        return entry(model).digest();
    }

    public Collection<String> names() {
        return entries.keySet();
    }

    /**
     * A file of a model.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when the contract names none,
     *     {@link ErrorCode#MODEL_CONTRACT} when it is not there, or another one
     */
    public byte[] file(String model, ModelFile file) {
        Entry entry = entry(model);
        ModelContract contract = entry.contract();
        return switch (file) {
            case WEIGHTS -> file(entry, "weights", contract.weights(), contract.weightsDigest());
            case TOKENIZER -> file(entry, "tokenizer", contract.tokenizer(), contract.tokenizerDigest());
        };
    }

    private static byte[] file(Entry entry, String kind, String name, Digest expected) {
        String model = "The model '" + entry.contract().name() + "' ";
        if (name == null || expected == null) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, model + "has no " + kind + ". Name a model whose contract has '"
                    + kind + "' and '" + kind + "_sha256'.");
        }
        byte[] bytes = entry.folder().map(folder -> read(folder, name)).orElseGet(() -> find(name))
                .orElseThrow(() -> new TandemException(ErrorCode.MODEL_CONTRACT, model + "should have its " + kind + " in '" + name
                        + "', which is not there. Put the model into a folder of its name in tandem.inference.models-folder."));
        Digest found = Digest.of(bytes);
        if (!found.equals(expected)) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, model + "has a " + kind + " with digest " + found.abbreviated()
                    + ", its contract says " + expected.abbreviated() + ". Put the right file there, or correct the contract.");
        }
        return bytes;
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
            throw new TandemException(ErrorCode.INVALID_RECIPE, "Unknown model '" + model + "'; "
                    + NearestName.suggest(model, entries.keySet())
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("there are " + entries.keySet()));
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

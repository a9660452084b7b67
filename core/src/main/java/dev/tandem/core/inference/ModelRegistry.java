package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The models of a store: the contract and the files of each version, which never change, and for each name the version that was
 * added last. Versions stay for good, since keys of results are made with them.
 */
public final class ModelRegistry {
    private static final int FORMAT = 1;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final ContentStore contents;

    public ModelRegistry(ContentStore contents) {
        this.contents = contents;
    }

    /**
     * A name, and the version that it stands for.
     *
     * @param version digest of the contract, which names the digests of the files
     * @param bytes of all files
     * @param added when, ISO 8601, UTC
     */
    public record Stored(int format, String name, Digest version, long bytes, String added) {}

    /**
     * Stores a version, which its name stands for from then on.
     *
     * @param contract JSON
     * @param files by the paths that the contract names; others are refused, as they would be read by nobody
     * @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when the contract is not valid, or a file is not the one it names
     */
    public Stored add(byte[] contract, Map<String, byte[]> files) {
        Stored stored = store(contract, files);
        Optional<Stored> before = find(stored.name());
        if (before.isPresent() && before.get().version().equals(stored.version())) {
            return before.get();
        }
        contents.objects().put(ObjectKey.model(stored.name()), Json.bytes(stored));
        return stored;
    }

    /** Stores a version that can be asked as {@code name@version} only: what its name stands for stays as it is. */
    public Stored store(byte[] contract, Map<String, byte[]> files) {
        ModelContract read = read(contract);
        if (!NAME.matcher(read.name()).matches()) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "'" + read.name() + "' is not a name for a stored model: expected"
                    + " letters, digits, '.', '_' and '-'.");
        }
        Map<String, FileSpec> expected = new TreeMap<>();
        read.files().values().forEach(file -> expected.put(file.path(), file));
        files.keySet().stream().filter(path -> !expected.containsKey(path)).findFirst().ifPresent(path -> {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The contract of '" + read.name() + "' names no file '" + path
                    + "'. Name it in 'files' with its sha256, or leave it out.");
        });
        Digest version = Digest.of(contract);
        expected.forEach((path, file) -> put(read.name(), version, file, files.get(path)));
        contents.objects().put(ObjectKey.modelFile(read.name(), version, ModelContracts.CONTRACT), contract);
        return new Stored(
                FORMAT, read.name(), version, files.values().stream().mapToLong(bytes -> bytes.length).sum(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /**
     * The versions of a model that servers were given, the last one last.
     *
     * @param versions digests of contracts
     */
    private record Given(List<Digest> versions) {}

    /** Versions that servers were given; they need not have them any more. */
    List<Digest> givenToServers(String name) {
        return contents.objects().find(ObjectKey.servedModel(name)).map(json -> Json.read(json, Given.class).versions()).orElse(List.of());
    }

    /** Notes that servers are given a version, before they are. */
    void giveToServers(String name, Digest version) {
        List<Digest> given = new ArrayList<>(givenToServers(name));
        if (!given.contains(version)) {
            given.add(version);
            contents.objects().put(ObjectKey.servedModel(name), Json.bytes(new Given(given)));
        }
    }

    void takeFromServers(String name, List<Digest> versions) {
        if (!versions.isEmpty()) {
            List<Digest> left = givenToServers(name).stream().filter(version -> !versions.contains(version)).toList();
            contents.objects().put(ObjectKey.servedModel(name), Json.bytes(new Given(left)));
        }
    }

    /** Whether a version is stored. */
    public boolean has(String name, Digest version) {
        return file(name, version, ModelContracts.CONTRACT).isPresent();
    }

    /**
     * Lets a name stand for a version that is stored.
     *
     * @throws TandemException {@link ErrorCode#NOT_FOUND} when it is not stored
     */
    public void point(String name, Digest version) {
        byte[] contract = file(name, version, ModelContracts.CONTRACT).orElseThrow(() -> new TandemException(
                ErrorCode.NOT_FOUND, "There is no version " + version.abbreviated() + " of the model '" + name + "'."));
        if (find(name).filter(stored -> stored.version().equals(version)).isPresent()) {
            return;
        }
        Map<String, byte[]> files = new TreeMap<>();
        read(contract).files().values().forEach(file ->
                file(name, version, file.path()).ifPresent(bytes -> files.put(file.path(), bytes)));
        add(contract, files);
    }

    private void put(String name, Digest version, FileSpec file, byte[] bytes) {
        if (bytes == null || !ModelContracts.FILE.matcher(file.path()).matches()) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The contract of '" + name + "' names the file '" + file.path()
                    + "', which is not there. Put it beside the contract.");
        }
        Digest found = Digest.of(bytes);
        if (!found.equals(file.digest())) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The file '" + file.path() + "' of '" + name + "' has the digest "
                    + found + ", its contract says " + file.digest() + ". Put the right file there, or correct the contract.");
        }
        contents.objects().put(ObjectKey.modelFile(name, version, file.path()), bytes);
    }

    /**
     * Reads a contract.
     *
     * @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when it is not valid
     */
    public static ModelContract read(byte[] contract) {
        return ContractFormat.read(ModelContracts.CONTRACT, contract);
    }

    /** The version that a name stands for. */
    public Optional<Stored> find(String name) {
        return NAME.matcher(name).matches()
                ? contents.objects().find(ObjectKey.model(name)).map(json -> Json.read(json, Stored.class))
                : Optional.empty();
    }

    /** All names, sorted, with what they stand for. */
    public List<Stored> list() {
        return contents.objects().list(ObjectKey.MODEL_NAMES).stream()
                .flatMap(key -> contents.objects().find(key).stream())
                .map(json -> Json.read(json, Stored.class))
                .toList();
    }

    /** A file of a version, as it is stored. */
    Optional<byte[]> file(String name, Digest version, String path) {
        return NAME.matcher(name).matches() && ModelContracts.FILE.matcher(path).matches()
                ? contents.objects().find(ObjectKey.modelFile(name, version, path))
                : Optional.empty();
    }
}

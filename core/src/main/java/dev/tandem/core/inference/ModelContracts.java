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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The contracts of all models, from the {@code models} folder. */
public final class ModelContracts {
    private final Map<String, Entry> entries = new TreeMap<>();

    private record Entry(ModelContract contract, Digest digest) {}

    private ModelContracts() {}

    /** Reads those on the class path. */
    public static ModelContracts load() {
        ModelContracts contracts = new ModelContracts();
        for (String name : Json.read(resource("/models/index.json"), new TypeReference<List<String>>() {})) {
            byte[] json = resource("/models/" + name + "/contract.json");
            contracts.entries.put(name, new Entry(Json.read(json, ModelContract.class), Digest.of(json)));
        }
        return contracts;
    }

    /** Contracts made in code, each with the digest of its JSON. */
    public static ModelContracts of(ModelContract... given) {
        ModelContracts contracts = new ModelContracts();
        for (ModelContract contract : given) {
            contracts.entries.put(contract.name(), new Entry(contract, Digest.of(Json.bytes(contract))));
        }
        return contracts;
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
        try (InputStream in = ModelContracts.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + path + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

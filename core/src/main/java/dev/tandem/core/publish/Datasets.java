package dev.tandem.core.publish;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Named data sets and their versions. A name points to the version that was published last. */
public final class Datasets {
    /** A fetch of a data set asks for its manifest once for each file. */
    private static final long HELD_BYTES = 32L << 20;

    private final ObjectStore objects;
    private final Cache<ObjectKey, Held> manifests = Caffeine.newBuilder()
            .maximumWeight(HELD_BYTES)
            .weigher((ObjectKey key, Held manifest) -> manifest.bytes())
            .build();

    private record Held(DatasetManifest manifest, int bytes) {}

    public Datasets(ObjectStore objects) {
        this.objects = objects;
    }

    /** A name and the version that it points to. */
    public record Named(String name, Digest version, long samples, String recipe) {}

    public void point(String tenant, String name, Digest version) {
        objects.put(ObjectKey.ref(tenant, name), version.hex().getBytes(StandardCharsets.UTF_8));
    }

    /** All names of a tenant with what they point to, sorted by name. */
    public List<Named> list(String tenant) {
        return names(tenant).stream()
                .map(name -> {
                    Digest version = current(tenant, name);
                    DatasetManifest manifest = manifest(tenant, name, version);
                    return new Named(name, version, manifest.samples(), manifest.recipe());
                })
                .toList();
    }

    /** All names of a tenant, sorted, without a look at what they point to. */
    public List<String> names(String tenant) {
        String prefix = "refs/" + tenant + "/";
        return objects.list(prefix).stream().map(key -> key.path().substring(prefix.length())).toList();
    }

    /** The version that a name points to. */
    public Digest current(String tenant, String name) {
        return objects.find(reference(tenant, name))
                .map(bytes -> new Digest(new String(bytes, StandardCharsets.UTF_8)))
                .orElseThrow(() -> new TandemException(
                        ErrorCode.NOT_FOUND, "There is no data set '" + name + "'. './tandem sets' lists them."));
    }

    public DatasetManifest manifest(String tenant, String name, Digest version) {
        return manifests
                .get(ObjectKey.dataset(tenant, name, version), key -> {
                    byte[] json = manifestBytes(tenant, name, version);
                    return new Held(Json.read(json, DatasetManifest.class), json.length);
                })
                .manifest();
    }

    /** The manifest as it is stored. */
    public byte[] manifestBytes(String tenant, String name, Digest version) {
        return objects.find(ObjectKey.dataset(tenant, name, version))
                .orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "There is no version "
                        + version.abbreviated() + " of the data set '" + name + "'"));
    }

    private static ObjectKey reference(String tenant, String name) {
        try {
            return ObjectKey.ref(tenant, name);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Not the name of a data set: " + e.getMessage(), e);
        }
    }
}

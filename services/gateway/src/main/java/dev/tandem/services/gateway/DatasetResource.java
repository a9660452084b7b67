package dev.tandem.services.gateway;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.publish.PublishedFile;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** Published data sets and their files, and the operators that there are. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DatasetResource {
    private static final int CHUNK_BYTES = 8 << 20;

    private final ObjectStore objects;
    private final Datasets datasets;
    private final GatewayConfig config;
    private final OperatorCatalog catalog;

    DatasetResource(ObjectStore objects, GatewayConfig config, OperatorCatalog catalog) {
        this.objects = objects;
        this.datasets = new Datasets(objects);
        this.config = config;
        this.catalog = catalog;
    }

    @GET
    @Path("/datasets")
    public List<Datasets.Named> list() {
        return datasets.list(config.tenant());
    }

    @GET
    @Path("/datasets/{name}")
    public DatasetManifest current(@PathParam("name") String name) {
        return datasets.manifest(config.tenant(), name, datasets.current(config.tenant(), name));
    }

    /** The manifest, byte for byte as it is stored. */
    @GET
    @Path("/datasets/{name}/{version}")
    public byte[] manifest(@PathParam("name") String name, @PathParam("version") String version) {
        return datasets.manifestBytes(config.tenant(), name, version(version));
    }

    /** A file of a version. */
    @GET
    @Path("/datasets/{name}/{version}/files/{path:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public StreamingOutput file(
            @PathParam("name") String name, @PathParam("version") String version, @PathParam("path") String path) {
        PublishedFile file = datasets.manifest(config.tenant(), name, version(version)).files().stream()
                .filter(candidate -> candidate.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new TandemException(
                        ErrorCode.NOT_FOUND, "The data set '" + name + "' has no file '" + path + "'"));
        ObjectKey key = ObjectKey.blob(file.digest());
        return out -> {
            MessageDigest sha256 = Digest.sha256();
            for (long offset = 0; offset < file.bytes(); offset += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, file.bytes() - offset);
                byte[] chunk = objects.range(key, offset, length);
                sha256.update(chunk);
                if (offset + length == file.bytes()) {
                    // Without its last part, the answer breaks off: nobody takes wrong bytes for the file.
                    ContentStore.verify(key, file.bytes(), Digest.finish(sha256, new byte[0]), file.digest());
                }
                out.write(chunk);
            }
        };
    }

    @GET
    @Path("/operators")
    public List<OperatorInfo> operators() {
        return Stream.concat(catalog.all().stream(), catalog.writers().all().stream()).toList();
    }

    private static Digest version(String digest) {
        try {
            return new Digest(digest);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, e.getMessage(), e);
        }
    }
}

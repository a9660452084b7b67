package dev.tandem.services.gateway;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;

/** Inputs: files are uploaded under their digest, once; a manifest names them. */
@Path("/api/v1/inputs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class InputResource {
    private final ObjectStore objects;
    private final ShardStore store;
    private final GatewayConfig config;

    InputResource(ObjectStore objects, ShardStore store, GatewayConfig config) {
        this.objects = objects;
        this.store = store;
        this.config = config;
    }

    /** Whether a file has been uploaded before. */
    @GET
    @Path("/files/{digest}")
    public Map<String, Boolean> present(@PathParam("digest") String digest) {
        return Map.of("present", store.contents().keep(ObjectKey.blob(parse(digest))));
    }

    /** Uploads a file; its bytes must be those that the digest names. */
    @PUT
    @Path("/files/{digest}")
    public Map<String, Boolean> upload(@PathParam("digest") String digest, InputStream body) throws IOException {
        Digest expected = parse(digest);
        java.nio.file.Path temporary = temporary();
        try {
            MessageDigest sha256 = Digest.sha256();
            try (OutputStream out = new DigestOutputStream(new Temporary(temporary), sha256)) {
                copyWithin(config.maxUploadBytes(), body, out);
            }
            Digest found = Digest.finish(sha256, new byte[0]);
            if (!found.equals(expected)) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The uploaded bytes have digest "
                        + found.abbreviated() + ", expected " + expected.abbreviated() + ". Upload the file again.");
            }
            objects.putFile(ObjectKey.blob(expected), temporary);
            return Map.of("present", true);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Names uploaded files as an input; answers with the input's digest. */
    @POST
    public Map<String, String> create(InputManifest manifest) {
        if (manifest == null || manifest.files().isEmpty()) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "The input has no files");
        }
        for (InputManifest.Entry file : manifest.files()) {
            if (!store.contents().keep(ObjectKey.blob(file.digest()))) {
                throw new TandemException(ErrorCode.NOT_FOUND, "The file '" + file.name()
                        + "' has not been uploaded; put it at /api/v1/inputs/files/" + file.digest() + " first");
            }
        }
        return Map.of("input", manifest.store(store.contents()).hex());
    }

    private static java.nio.file.Path temporary() {
        try {
            return Files.createTempFile("tandem-upload-", ".part");
        } catch (IOException e) {
            throw Temporary.notWritten(e);
        }
    }

    private static void copyWithin(long limit, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            copied += read;
            if (copied > limit) {
                throw new TandemException(ErrorCode.TOO_LARGE, "The file is larger than "
                        + limit + " bytes (tandem.gateway.max-upload-bytes)");
            }
            out.write(buffer, 0, read);
        }
    }

    private static Digest parse(String digest) {
        try {
            return new Digest(digest);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, e.getMessage(), e);
        }
    }

    /** A temporary file: what keeps it from being written is the server's disk, and not the client's connection. */
    private static final class Temporary extends FilterOutputStream {
        Temporary(java.nio.file.Path file) throws IOException {
            super(Files.newOutputStream(file));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw notWritten(e);
            }
        }

        static TandemException notWritten(IOException cause) {
            return new TandemException(
                    ErrorCode.DISK_FULL,
                    "Could not write a temporary file in " + System.getProperty("java.io.tmpdir") + ": " + cause.getMessage()
                            + ". Free some space and run again: finished work is kept.",
                    cause);
        }
    }
}

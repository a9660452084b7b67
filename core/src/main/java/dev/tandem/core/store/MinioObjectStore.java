package dev.tandem.core.store;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A bucket of any S3 store, through the MinIO client. */
public final class MinioObjectStore implements ObjectStore {
    /** Parts of multipart uploads; S3 wants at least 5 MiB. */
    private static final long PART_BYTES = 16L << 20;

    private static final String REGION = "us-east-1";
    private static final Set<String> OTHER_MADE_IT = Set.of("BucketAlreadyOwnedByYou", "BucketAlreadyExists");

    private final MinioClient client;
    private final StoreSettings settings;

    /** Connects lazily; {@link #ensureBucket()} is the first call that needs the server. */
    public MinioObjectStore(StoreSettings settings) {
        this.settings = settings;
        this.client = MinioClient.builder()
                .endpoint(settings.endpoint())
                .credentials(settings.accessKey(), settings.secretKey())
                .region(REGION)
                .build();
    }

    /** Makes the bucket where there is none; of several processes that start at once, any may be the one that does. */
    public void ensureBucket() {
        call("create the bucket", () -> {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(settings.bucket()).build())) {
                try {
                    client.makeBucket(MakeBucketArgs.builder().bucket(settings.bucket()).build());
                } catch (ErrorResponseException e) {
                    if (!OTHER_MADE_IT.contains(e.errorResponse().code())) {
                        throw e;
                    }
                }
            }
            return null;
        });
    }

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        return absentIfMissing(key, () -> {
            try (InputStream in = client.getObject(
                    GetObjectArgs.builder().bucket(settings.bucket()).object(key.path()).build())) {
                return in.readAllBytes();
            }
        });
    }

    @Override
    public byte[] range(ObjectKey key, long offset, int length) {
        return absentIfMissing(key, () -> {
                    try (InputStream in = client.getObject(GetObjectArgs.builder()
                            .bucket(settings.bucket())
                            .object(key.path())
                            .offset(offset)
                            .length((long) length)
                            .build())) {
                        return in.readAllBytes();
                    }
                })
                .orElseThrow(() -> ObjectStore.missing(key));
    }

    @Override
    public OptionalLong size(ObjectKey key) {
        Optional<Long> size = absentIfMissing(
                key,
                () -> client.statObject(StatObjectArgs.builder()
                                .bucket(settings.bucket())
                                .object(key.path())
                                .build())
                        .size());
        return size.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) {
        call("write '" + key + "'", () -> put(key, bytes, Map.of()));
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        call("write '" + key + "'", () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return client.putObject(PutObjectArgs.builder()
                        .bucket(settings.bucket())
                        .object(key.path())
                        .stream(in, Files.size(file), PART_BYTES)
                        .build());
            }
        });
    }

    @Override
    public void getFile(ObjectKey key, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial-" + Thread.currentThread().threadId());
        Optional<Long> copied = absentIfMissing(key, () -> {
            try (InputStream in = client.getObject(
                    GetObjectArgs.builder().bucket(settings.bucket()).object(key.path()).build())) {
                return Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
        });
        if (copied.isEmpty()) {
            throw ObjectStore.missing(key);
        }
        call("keep a local copy of '" + key + "'", () -> Files.move(
                partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public boolean putIfAbsent(ObjectKey key, byte[] bytes) {
        return call("write '" + key + "'", () -> {
            try {
                put(key, bytes, Map.of("If-None-Match", "*"));
                return true;
            } catch (ErrorResponseException e) {
                if (isPreconditionFailed(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public List<ObjectKey> list(String prefix) {
        return call("list '" + prefix + "'", () -> {
            List<ObjectKey> keys = new ArrayList<>();
            for (Result<Item> result : client.listObjects(ListObjectsArgs.builder()
                    .bucket(settings.bucket())
                    .prefix(prefix)
                    .recursive(true)
                    .build())) {
                keys.add(new ObjectKey(result.get().objectName()));
            }
            keys.sort(Comparator.comparing(ObjectKey::path));
            return List.copyOf(keys);
        });
    }

    @Override
    public void delete(ObjectKey key) {
        call("delete '" + key + "'", () -> {
            client.removeObject(RemoveObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key.path())
                    .build());
            return null;
        });
    }

    private Object put(ObjectKey key, byte[] bytes, Map<String, String> headers) throws MinioException {
        return client.putObject(PutObjectArgs.builder()
                .bucket(settings.bucket())
                .object(key.path())
                .stream(new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .extraHeaders(new Http.Headers(headers))
                .build());
    }

    private <T> Optional<T> absentIfMissing(ObjectKey key, StoreCall<T> read) {
        return call("read '" + key + "'", () -> {
            try {
                return Optional.of(read.run());
            } catch (ErrorResponseException e) {
                String code = e.errorResponse().code();
                if ("NoSuchKey".equals(code) || "NoSuchObject".equals(code)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private <T> T call(String what, StoreCall<T> call) {
        try {
            return call.run();
        } catch (MinioException | IOException e) {
            String message = String.valueOf(e.getMessage());
            boolean full = message.contains("No space left") || message.contains("XMinioStorageFull");
            throw new TandemException(
                    full ? ErrorCode.DISK_FULL : ErrorCode.STORE_UNAVAILABLE,
                    "Could not " + what + " in bucket '" + settings.bucket() + "' at " + settings.endpoint() + ": "
                            + message + (full ? ". Free some space and run again: finished work is kept." : ""),
                    e);
        }
    }

    private static boolean isPreconditionFailed(ErrorResponseException e) {
        return "PreconditionFailed".equals(e.errorResponse().code()) || e.response().code() == 412;
    }

    @FunctionalInterface
    private interface StoreCall<T> {
        T run() throws MinioException, IOException;
    }
}

package dev.tandem.core.store;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import io.minio.BucketExistsArgs;
import io.minio.CopyObjectArgs;
import io.minio.Directive;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * A bucket of any S3 store, through the MinIO client. Requests that the store was too busy for, or did not answer, are sent
 * again; how often and how long they may take stands in {@link StoreConnection}.
 */
public final class MinioObjectStore implements ObjectStore {
    /** Parts of multipart uploads; S3 wants at least 5 MiB. */
    private static final long PART_BYTES = 16L << 20;

    private static final String REGION = "us-east-1";
    private static final Set<String> OTHER_MADE_IT = Set.of("BucketAlreadyOwnedByYou", "BucketAlreadyExists");
    private static final String DENIED = "AccessDenied";

    /** Long enough for the pauses within a run, short enough for a store that comes back at another address. */
    private static final long IDLE_SECONDS = 60;

    private final MinioClient client;
    private final StoreSettings settings;
    private final StoreRetries retries;
    private volatile boolean bucketEnsured;

    public MinioObjectStore(StoreSettings settings) {
        this(settings, StoreListener.NONE);
    }

    /**
     * Connects lazily; {@link #ensureBucket()} is the first call that needs the server.
     *
     * @param listener hears of retries; of the requests it hears through an {@link ObservedObjectStore}
     */
    public MinioObjectStore(StoreSettings settings, StoreListener listener) {
        this.settings = settings;
        this.client = MinioClient.builder()
                .endpoint(settings.endpoint())
                .credentials(settings.accessKey(), settings.secretKey())
                .region(REGION)
                .httpClient(http(settings.connection()), true)
                .build();
        this.retries = new StoreRetries(settings.connection(), listener);
    }

    /** The client's own retries are off: they would not know what a repeated conditional write means. */
    private static OkHttpClient http(StoreConnection connection) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(connection.requests());
        dispatcher.setMaxRequestsPerHost(connection.requests());
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(connection.requests(), IDLE_SECONDS, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(connection.connectTimeout())
                .readTimeout(connection.readTimeout())
                .writeTimeout(connection.writeTimeout())
                .retryOnConnectionFailure(false)
                .build();
    }

    /**
     * Makes the bucket where there is none; of several processes that start at once, any may be the one that does. Whoever
     * may not look for buckets takes it that there is one: the first real request tells.
     */
    public void ensureBucket() {
        if (bucketEnsured) {
            return;
        }
        call("create the bucket", repeated -> {
            try {
                if (!client.bucketExists(BucketExistsArgs.builder().bucket(settings.bucket()).build())) {
                    client.makeBucket(MakeBucketArgs.builder().bucket(settings.bucket()).build());
                }
            } catch (ErrorResponseException e) {
                String code = e.errorResponse().code();
                if (!OTHER_MADE_IT.contains(code) && !DENIED.equals(code)) {
                    throw e;
                }
            }
            return null;
        });
        bucketEnsured = true;
    }

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        return call("read '" + key + "'", repeated -> read(key));
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
    public Optional<ObjectInfo> info(ObjectKey key) {
        return absentIfMissing(key, () -> {
            StatObjectResponse found = client.statObject(StatObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key.path())
                    .build());
            return new ObjectInfo(key, found.size(), found.lastModified().toInstant());
        });
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) {
        call("write '" + key + "'", repeated -> put(key, bytes, Map.of()));
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        call("write '" + key + "'", repeated -> {
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
        call("keep a local copy of '" + key + "'", repeated -> Files.move(
                partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public boolean putIfAbsent(ObjectKey key, byte[] bytes) {
        return call("write '" + key + "'", repeated -> {
            try {
                put(key, bytes, Map.of("If-None-Match", "*"));
                return true;
            } catch (ErrorResponseException e) {
                if (!isPreconditionFailed(e)) {
                    throw e;
                }
                // What stands there may be what an earlier attempt wrote, before its answer was lost.
                return repeated && read(key).filter(there -> Arrays.equals(there, bytes)).isPresent();
            }
        });
    }

    @Override
    public boolean renew(ObjectKey key) {
        // A copy onto itself moves no bytes; S3 allows it only where something changes, and "replace" counts as that.
        return absentIfMissing(key, () -> client.copyObject(CopyObjectArgs.builder()
                        .bucket(settings.bucket())
                        .object(key.path())
                        .source(SourceObject.builder().bucket(settings.bucket()).object(key.path()).build())
                        .metadataDirective(Directive.REPLACE)
                        .build()))
                .isPresent();
    }

    @Override
    public void forEach(String prefix, Consumer<ObjectInfo> consumer) {
        String[] last = {""};
        call("list '" + prefix + "'", repeated -> {
            // A listing that broke goes on behind the last object that it told of.
            for (Result<Item> result : client.listObjects(ListObjectsArgs.builder()
                    .bucket(settings.bucket())
                    .prefix(prefix)
                    .startAfter(last[0].isEmpty() ? null : last[0])
                    .recursive(true)
                    .build())) {
                Item item = result.get();
                last[0] = item.objectName();
                consumer.accept(new ObjectInfo(
                        new ObjectKey(item.objectName()), item.size(), item.lastModified().toInstant()));
            }
            return null;
        });
    }

    @Override
    public void delete(ObjectKey key) {
        call("delete '" + key + "'", repeated -> {
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
        return call("read '" + key + "'", repeated -> {
            try {
                return Optional.of(read.run());
            } catch (ErrorResponseException e) {
                if (isMissing(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private Optional<byte[]> read(ObjectKey key) throws MinioException, IOException {
        try (InputStream in = client.getObject(
                GetObjectArgs.builder().bucket(settings.bucket()).object(key.path()).build())) {
            return Optional.of(in.readAllBytes());
        } catch (ErrorResponseException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> T call(String what, StoreRetries.Request<T> request) {
        try {
            return retries.run(request);
        } catch (MinioException | IOException e) {
            String message = String.valueOf(e.getMessage());
            boolean full = StoreRetries.isFull(e);
            throw new TandemException(
                    full ? ErrorCode.DISK_FULL : ErrorCode.STORE_UNAVAILABLE,
                    "Could not " + what + " in bucket '" + settings.bucket() + "' at " + settings.endpoint() + ": "
                            + message + (full ? ". Free some space and run again: finished work is kept." : ""),
                    e);
        }
    }

    private static boolean isMissing(ErrorResponseException e) {
        String code = e.errorResponse().code();
        return "NoSuchKey".equals(code) || "NoSuchObject".equals(code);
    }

    private static boolean isPreconditionFailed(ErrorResponseException e) {
        return "PreconditionFailed".equals(e.errorResponse().code()) || e.response().code() == 412;
    }

    @FunctionalInterface
    private interface StoreCall<T> {
        T run() throws MinioException, IOException;
    }
}

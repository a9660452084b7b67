package dev.tandem.local;

import dev.tandem.core.store.MinioObjectStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.core.store.ObjectStoreContract;
import dev.tandem.core.store.StoreSettings;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded server has written is read from its files. */
class LocalObjectStoreTest extends ObjectStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    static Path data;

    private static EmbeddedStore server;

    private ObjectStore store;

    @BeforeAll
    static void start() {
        server = EmbeddedStore.start(data);
    }

    @BeforeEach
    void connect() {
        String bucket = "bucket-" + BUCKETS.getAndIncrement();
        MinioObjectStore objects =
                new MinioObjectStore(new StoreSettings(server.endpoint(), bucket, server.accessKey(), server.secretKey()));
        objects.ensureBucket();
        store = new LocalObjectStore(objects, data, data.resolve(bucket));
    }

    @Override
    protected ObjectStore store() {
        return store;
    }
}

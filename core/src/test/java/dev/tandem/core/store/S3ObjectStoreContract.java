package dev.tandem.core.store;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The MinIO client against a server of S3; each test has a bucket of its own, so that none sees what another left. */
abstract class S3ObjectStoreContract extends ObjectStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private MinioObjectStore store;

    /** Where the server is and how to get in. */
    abstract StoreSettings settings(String bucket);

    @BeforeEach
    void connect() {
        store = new MinioObjectStore(settings("bucket-" + BUCKETS.getAndIncrement()));
        store.ensureBucket();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void processesThatStartAtOnceMayAllMakeTheBucket() {
        StoreSettings settings = settings("bucket-" + BUCKETS.getAndIncrement());
        List<Future<?>> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                made.add(threads.submit(() -> new MinioObjectStore(settings).ensureBucket()));
            }
        }
        made.forEach(one -> assertThatCode(one::get).doesNotThrowAnyException());
    }
}

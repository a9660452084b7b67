package dev.tandem.core.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The MinIO client against MinIO. */
class MinioObjectStoreIT extends ObjectStoreContract {
    private static final GenericContainer<?> MINIO =
            new GenericContainer<>(DockerImageName.parse("minio/minio:RELEASE.2025-09-07T16-13-09Z"))
                    .withCommand("server", "/data")
                    .withEnv("MINIO_ROOT_USER", "test-access")
                    .withEnv("MINIO_ROOT_PASSWORD", "test-secret")
                    .withExposedPorts(9000)
                    .waitingFor(Wait.forHttp("/minio/health/ready").forPort(9000));

    private static int buckets;
    private MinioObjectStore store;

    @BeforeAll
    static void start() {
        MINIO.start();
    }

    @AfterAll
    static void stop() {
        MINIO.stop();
    }

    @BeforeEach
    void connect() {
        String endpoint = "http://" + MINIO.getHost() + ":" + MINIO.getMappedPort(9000);
        // A bucket for each test: none sees what another left.
        store = new MinioObjectStore(new StoreSettings(endpoint, "bucket-" + buckets++, "test-access", "test-secret"));
        store.ensureBucket();
    }

    @Override
    ObjectStore store() {
        return store;
    }
}

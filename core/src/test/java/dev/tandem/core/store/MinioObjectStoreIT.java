package dev.tandem.core.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** MinIO itself. */
class MinioObjectStoreIT extends S3ObjectStoreContract {
    private static final int PORT = 9000;
    private static final GenericContainer<?> MINIO =
            new GenericContainer<>(DockerImageName.parse("minio/minio:RELEASE.2025-09-07T16-13-09Z"))
                    .withCommand("server", "/data")
                    .withEnv("MINIO_ROOT_USER", "test-access")
                    .withEnv("MINIO_ROOT_PASSWORD", "test-secret")
                    .withExposedPorts(PORT)
                    .waitingFor(Wait.forHttp("/minio/health/ready").forPort(PORT));

    @BeforeAll
    static void start() {
        MINIO.start();
    }

    @AfterAll
    static void stop() {
        MINIO.stop();
    }

    @Override
    StoreSettings settings(String bucket) {
        return new StoreSettings(
                "http://" + MINIO.getHost() + ":" + MINIO.getMappedPort(PORT), bucket, "test-access", "test-secret");
    }
}

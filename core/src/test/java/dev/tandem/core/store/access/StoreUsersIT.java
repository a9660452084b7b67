package dev.tandem.core.store.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.store.MinioObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Each role's user can do in MinIO what the role's work needs, and nothing else. */
class StoreUsersIT {
    private static final int PORT = 9000;
    private static final String BUCKET = "shared";
    private static final byte[] BYTES = "x".getBytes(StandardCharsets.UTF_8);
    private static final List<String> PREFIXES = List.of(
            "documents", "keys", "shards", "blobs", "selections", "overlays", "features", "signatures", "edges", "clusters",
            "summaries", "scores", "models", "indexes", "runs", "rounds", "experiments", "datasets", "refs", "reports", "evaluations",
            "evalsets", "probe",
            "health", "elsewhere");

    /** Prefixes that each role must be able to write: written down a second time, by what the services do. */
    private static final Map<StoreRole, Set<String>> WRITES = Map.of(
            StoreRole.INGESTION, Set.of("documents", "blobs", "keys", "shards", "selections"),
            StoreRole.FILTERING, Set.of("keys", "selections", "overlays", "features", "blobs", "summaries", "scores"),
            StoreRole.DEDUP,
            Set.of("documents", "keys", "selections", "features", "overlays", "signatures", "edges", "clusters", "indexes"),
            StoreRole.SYNTHESIS, Set.of("keys", "shards", "blobs", "selections", "summaries", "scores"),
            StoreRole.PUBLISHING, Set.of("keys", "blobs", "datasets", "refs", "reports"),
            StoreRole.TRAINING, Set.of("documents", "keys", "shards", "blobs", "selections", "features", "scores", "models"),
            StoreRole.WORKER, Set.of("documents", "runs", "rounds", "experiments"),
            StoreRole.GATEWAY,
            Set.of("documents", "blobs", "keys", "signatures", "edges", "indexes", "runs", "rounds", "experiments", "datasets", "refs",
                    "evaluations", "evalsets", "models", "scores", "probe"));

    /** Where no garbage stands. */
    private static final Set<String> NAMED =
            Set.of("runs", "rounds", "experiments", "datasets", "refs", "indexes", "evaluations", "evalsets", "models", "health",
                    "elsewhere");

    private static final GenericContainer<?> MINIO =
            new GenericContainer<>(DockerImageName.parse("minio/minio:RELEASE.2025-09-07T16-13-09Z"))
                    .withCommand("server", "/data")
                    .withEnv("MINIO_ROOT_USER", "test-access")
                    .withEnv("MINIO_ROOT_PASSWORD", "test-secret")
                    .withExposedPorts(PORT)
                    .waitingFor(Wait.forHttp("/minio/health/ready").forPort(PORT));

    private static MinioObjectStore root;

    @BeforeAll
    static void start() {
        MINIO.start();
        Map<StoreRole, String> secretKeys = new EnumMap<>(StoreRole.class);
        for (StoreRole role : StoreRole.values()) {
            secretKeys.put(role, secret(role));
        }
        StoreSettings administrator = settings("test-access", "test-secret");
        new StoreUsers(administrator).make(secretKeys);
        // Every start of the installation does it again.
        new StoreUsers(administrator).make(secretKeys);
        root = new MinioObjectStore(administrator);
        PREFIXES.forEach(prefix -> root.put(new ObjectKey(prefix + "/there"), BYTES));
    }

    @AfterAll
    static void stop() {
        MINIO.stop();
    }

    @ParameterizedTest
    @EnumSource
    void aRoleWritesWhereItsWorkStandsAndNowhereElse(StoreRole role) {
        MinioObjectStore store = store(role);
        for (String prefix : PREFIXES) {
            ObjectKey key = new ObjectKey(prefix + "/of-" + role.user());
            if (WRITES.get(role).contains(prefix)) {
                assertThat(store.putIfAbsent(key, BYTES)).as(prefix).isTrue();
                assertThat(store.putIfAbsent(key, BYTES)).as(prefix).isFalse();
                assertThat(store.renew(key)).as(prefix).isTrue();
            } else {
                assertThatThrownBy(() -> store.put(key, BYTES)).as(prefix).isInstanceOf(TandemException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRoleReadsWhatItWritesAndItsHealth(StoreRole role) {
        MinioObjectStore store = store(role);
        assertThat(store.info(new ObjectKey(StoreRole.HEALTH + "/probe"))).isEmpty();
        assertThat(store.find(new ObjectKey(StoreRole.HEALTH + "/probe"))).isEmpty();
        for (String prefix : WRITES.get(role)) {
            assertThat(store.get(new ObjectKey(prefix + "/there"))).as(prefix).isEqualTo(BYTES);
            assertThat(store.find(new ObjectKey(prefix + "/missing"))).as(prefix).isEmpty();
            assertThat(store.info(new ObjectKey(prefix + "/missing"))).as(prefix).isEmpty();
        }
        assertThatThrownBy(() -> store.get(new ObjectKey("elsewhere/there"))).isInstanceOf(TandemException.class);
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheGatewayDeletesAndNeverWhatPeopleNamed(StoreRole role) {
        MinioObjectStore store = store(role);
        for (String prefix : PREFIXES) {
            ObjectKey key = new ObjectKey(prefix + "/garbage-of-" + role.user());
            root.put(key, BYTES);
            boolean garbage = !NAMED.contains(prefix);
            if (role == StoreRole.GATEWAY && garbage) {
                store.delete(key);
                assertThat(root.find(key)).as(prefix).isEmpty();
            } else {
                assertThatThrownBy(() -> store.delete(key)).as(prefix).isInstanceOf(TandemException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noRoleHasToMakeTheBucketAndOnlyTheGatewayLists(StoreRole role) {
        MinioObjectStore store = store(role);
        assertThatCode(store::ensureBucket).doesNotThrowAnyException();
        if (role == StoreRole.GATEWAY) {
            assertThat(store.list("refs/there")).hasSize(1);
        } else {
            assertThatThrownBy(() -> store.list("refs/")).isInstanceOf(TandemException.class);
        }
    }

    @Test
    void theRootUserIsNeeded() {
        StoreSettings wrong = settings("test-access", "another-secret");
        assertThatThrownBy(() -> new StoreUsers(wrong).make(Map.of(StoreRole.WORKER, "secret-secret")))
                .hasMessageContaining("TANDEM_STORE_SECRET_KEY");
    }

    private static MinioObjectStore store(StoreRole role) {
        return new MinioObjectStore(settings(role.user(), secret(role)));
    }

    private static String secret(StoreRole role) {
        return "secret-of-" + role.user();
    }

    private static StoreSettings settings(String accessKey, String secretKey) {
        return new StoreSettings(
                "http://" + MINIO.getHost() + ":" + MINIO.getMappedPort(PORT), BUCKET, accessKey, secretKey);
    }
}

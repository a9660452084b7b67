package dev.tandem.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.doctor.StoreCheck;
import dev.tandem.core.store.FaultyS3Server.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of the store names the setting at fault. */
class StoreFaultTest {
    private FaultyS3Server server;
    private MinioObjectStore store;

    @BeforeEach
    void start() throws Exception {
        server = new FaultyS3Server();
        StoreConnection once = new StoreConnection(
                4, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ZERO);
        store = new MinioObjectStore(new StoreSettings(server.endpoint(), "bucket", "access", "secret-key", once));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_USER, TANDEM_STORE_ACCESS_KEY",
        "WRONG_SECRET, TANDEM_STORE_SECRET_KEY",
        "NO_BUCKET, TANDEM_STORE_BUCKET",
        "DENIED, TANDEM_STORE_ACCESS_KEY",
        "BROKEN, TANDEM_STORE_ENDPOINT"
    })
    void aStoreThatRefusesNamesTheSetting(Fault fault, String setting) {
        server.fail(fault);
        List<Finding> findings = StoreCheck.check(store);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().fails()).isTrue();
        assertThat(findings.getFirst().setting()).hasValue(setting);
        assertThat(findings.getFirst().remedy()).isPresent();
    }

    @Test
    void aStoreThatIsNotThereNamesItsAddress() {
        server.close();
        assertThat(StoreCheck.check(store)).singleElement().satisfies(finding -> {
            assertThat(finding.setting()).hasValue("TANDEM_STORE_ENDPOINT");
            assertThat(finding.found()).contains(server.endpoint());
        });
    }

    @Test
    void aStoreThatIgnoresConditionsIsFoundOut() {
        // The first request looks, the second writes, the third is the conditional one.
        server.fail(Fault.NONE, Fault.NONE, Fault.CONDITION_IGNORED);
        assertThat(StoreCheck.check(store).stream().filter(finding -> finding.check().equals("bucket: conditional write")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fails()).isTrue());
    }

    @Test
    void aStoreThatDoesAllOfItIsFineAndNothingIsLeftBehind() {
        MemoryObjectStore memory = new MemoryObjectStore();
        assertThat(StoreCheck.check(memory)).hasSize(6).noneMatch(Finding::fails);
        assertThat(memory.list("")).isEmpty();
    }
}

package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed page of settings says what the sources say. */
final class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        String generated = ConfigurationReference.of(Path.of("..", "services"));
        if (Boolean.getBoolean("tandem.docs.update")) {
            Files.writeString(PAGE, generated);
        }
        assertThat(PAGE)
                .as("docs/configuration.md is made from the @ConfigMapping interfaces. Write it anew with"
                        + " './mvnw -pl local -am test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtandem.docs.update=true' and commit it.")
                .hasContent(generated);
    }

    @Test
    void namesVariablesTypesAndDefaultsAreOnThePage() throws IOException {
        assertThat(ConfigurationReference.of(Path.of("..", "services")))
                .contains("| `tandem.store.secret-key` | `TANDEM_STORE_SECRET_KEY` | text | required |")
                .contains("| `tandem.store.bucket` | `TANDEM_STORE_BUCKET` | text | `tandem` |")
                .contains("### `tandem.process.services`")
                .contains("| `tandem.process.worker.shards.dedup` | `TANDEM_PROCESS_WORKER_SHARDS_DEDUP` | whole number | none |")
                .contains("one of `auto`, `visibility`, `bucket`")
                .contains("those that start with `#` are skipped");
    }
}

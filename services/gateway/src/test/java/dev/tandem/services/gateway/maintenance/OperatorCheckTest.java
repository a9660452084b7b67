package dev.tandem.services.gateway.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plugin.OperatorFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of operators of one's own. */
class OperatorCheckTest {
    @TempDir
    private Path folder;

    private List<Finding> check(boolean here) {
        try (OperatorFolder own = OperatorFolder.open(OperatorCatalog.load(), Optional.of(folder), "/no/such/python")) {
            return OperatorCheck.check(own.catalog(), here);
        }
    }

    @Test
    void operatorsOfTandemAreNotNamed() {
        assertThat(check(true)).isEmpty();
    }

    @Test
    void aFileThatBringsNoneAndAnOperatorThatDoesNotStartAreTold() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "");
        Files.writeString(folder.resolve("script.py"), "");
        Files.writeString(folder.resolve("script.yaml"), "{api: 1, name: scripted, kind: mapper, description: d}");

        assertThat(check(false)).extracting(Finding::check).containsExactly("operator scripted of script.yaml", "operators of broken.jar");
        assertThat(check(false)).extracting(Finding::fails).containsExactly(false, true);
        assertThat(check(true)).allSatisfy(finding -> {
            assertThat(finding.fails()).isTrue();
            assertThat(finding.setting()).hasValue("TANDEM_OPERATORS_FOLDER");
        });
        assertThat(check(true).getFirst().found()).contains("/no/such/python", "TANDEM_OPERATORS_PYTHON");
    }
}

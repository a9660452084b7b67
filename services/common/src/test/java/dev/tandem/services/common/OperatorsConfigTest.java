package dev.tandem.services.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.plugin.OperatorFolder;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorsConfigTest {

    @Test
    void withoutAFolderThereAreTandemsOwnOperators() {
        for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("TANDEM_OPERATORS_FOLDER", ""))) {
            assertThat(config(environment).folder()).isEmpty();
            assertThat(config(environment).python()).isEqualTo(OperatorFolder.PYTHON);
        }
    }

    @Test
    void everySettingCanBeGiven() {
        OperatorsConfig config =
                config(Map.of("TANDEM_OPERATORS_FOLDER", "/operators", "TANDEM_OPERATORS_PYTHON", "/venv/bin/python"));
        assertThat(config.folder()).hasValue(Path.of("/operators"));
        assertThat(config.python()).isEqualTo("/venv/bin/python");
    }

    private static OperatorsConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(environment, 1))
                .withMapping(OperatorsConfig.class)
                .build()
                .getConfigMapping(OperatorsConfig.class);
    }
}

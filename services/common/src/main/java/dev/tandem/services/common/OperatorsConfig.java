package dev.tandem.services.common;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Operators of your own, beside those that Tandem comes with. */
@ConfigMapping(prefix = "tandem.operators")
public interface OperatorsConfig {
    /**
     * Folder with jars of operators, and with Python operators. It is read when the process starts; every process needs the
     * same files. On one machine it is {@code operators} in {@code TANDEM_HOME}. Without it there are the operators that Tandem
     * comes with.
     */
    Optional<Path> folder();

    /** Interpreter of Python operators, 3.8 or newer: a name on the {@code PATH}, or a path, such as that of a virtual environment. */
    @WithDefault("python3")
    String python();
}

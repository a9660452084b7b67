package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The token by which a gateway knows the caller: never on the command line, where others would see it. */
final class CallerToken {
    private CallerToken() {}

    /** Out of {@code TANDEM_TOKEN}, or out of the file that {@code TANDEM_TOKEN_FILE} names. */
    static Optional<String> find(Map<String, String> environment) {
        Optional<String> token = Optional.ofNullable(environment.get("TANDEM_TOKEN"));
        Optional<String> file = Optional.ofNullable(environment.get("TANDEM_TOKEN_FILE"));
        return token.or(() -> file.map(CallerToken::read)).map(String::strip).filter(secret -> !secret.isEmpty());
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "TANDEM_TOKEN_FILE names '" + file + "', which cannot be read: " + e, e);
        }
    }
}

package dev.tandem.core.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version of Tandem this process is. */
public final class TandemVersion {
    private static final String CURRENT = read();

    private TandemVersion() {}

    /** The version that the build gave to all modules, such as {@code 0.1.0}. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = TandemVersion.class.getResourceAsStream("/dev/tandem/core/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}

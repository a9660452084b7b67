package dev.tandem.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@code tandem serve} for all tests that do not test how a process starts or ends: commands reach it by address. */
final class SharedServer implements ParameterResolver {

    /**
     * The running server.
     *
     * @param client the command line as a client of it
     */
    record Running(TandemProcess process, Path folder, URI address, TandemHome client) implements AutoCloseable {
        static Running start() {
            try {
                Path folder = Files.createTempDirectory("tandem-e2e-");
                TandemProcess process = TandemHome.at(folder.resolve("home")).start("serve");
                URI address = process.address();
                TandemHome client = TandemHome.at(folder.resolve("client")).with("TANDEM_ADDRESS", address.toString());
                return new Running(process, folder, address, client);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            process.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedServer.class))
                .computeIfAbsent(Running.class, unused -> Running.start());
    }
}

package dev.tandem.core.plugin;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.RefusedFile;
import dev.tandem.core.plugin.python.PythonOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operators that an installation has beside those of Tandem: jars, and Python scripts with a manifest in YAML. A file
 * that cannot be used is told of in the catalog, and stops no other. Files are read once, when the process starts.
 */
public final class OperatorFolder implements AutoCloseable {
    /** The interpreter of Python operators where none is set. */
    public static final String PYTHON = "python3";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Optional<Path> copies;
    private OperatorCatalog catalog;

    private OperatorFolder(OperatorCatalog catalog, Optional<Path> copies) {
        this.catalog = catalog;
        this.copies = copies;
    }

    /**
     * Loads what is in a folder.
     *
     * @param tandem the operators that are there anyway; their names are taken
     * @param folder without one, nothing is added
     * @param python interpreter of Python operators, by name or path
     */
    public static OperatorFolder open(OperatorCatalog tandem, Optional<Path> folder, String python) {
        if (folder.isEmpty()) {
            return new OperatorFolder(tandem, Optional.empty());
        }
        try {
            List<Path> files = files(folder.get());
            if (files.isEmpty()) {
                return new OperatorFolder(tandem, Optional.empty());
            }
            OperatorFolder opened = new OperatorFolder(tandem, Optional.of(Files.createTempDirectory("tandem-operators-")));
            files.forEach(file -> opened.add(file, python));
            return opened;
        } catch (IOException e) {
            String reason = "the folder of operators cannot be read: " + e
                    + ". Make it, and let Tandem read it, or leave TANDEM_OPERATORS_FOLDER out";
            return new OperatorFolder(
                    tandem.refusing(new RefusedFile(folder.get().toString(), List.of(), reason)), Optional.empty());
        }
    }

    public OperatorCatalog catalog() {
        return catalog;
    }

    /** Stops the processes of Python operators and removes the copies. */
    @Override
    public void close() {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                // The process ends, or a test does; what could not be closed ends with it.
            }
        }
        copies.ifPresent(OperatorFolder::remove);
    }

    /** Sorted by name, so that of two files that want the same name the same one gets it everywhere. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(OperatorFolder::bringsOperators).sorted(Comparator.comparing(Path::getFileName)).toList();
        }
    }

    /** A mounted ConfigMap has folders with a dot before their name beside what they hold. */
    private static boolean bringsOperators(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".")
                && (name.endsWith(".jar") || name.endsWith(".yaml") || name.endsWith(".yml"))
                && Files.isRegularFile(file);
    }

    private void add(Path file, String python) {
        String name = file.getFileName().toString();
        List<String> names = List.of();
        try {
            List<OperatorCatalog.Known> found;
            if (name.endsWith(".jar")) {
                OperatorJar jar = OperatorJar.open(file, copies.orElseThrow());
                opened.add(jar);
                found = jar.operators();
            } else {
                PythonOperator operator = PythonOperator.open(file, copies.orElseThrow(), python);
                opened.add(operator);
                found = List.of(new OperatorCatalog.Known(operator.info(), operator, name));
            }
            names = found.stream().map(known -> known.info().name()).toList();
            catalog = catalog.with(found);
        } catch (FileRefusedException e) {
            refuse(name, e.operators(), e.getMessage());
        } catch (TandemException e) {
            refuse(name, names, e.getMessage());
        } catch (IOException e) {
            refuse(name, names, "it cannot be read: " + e);
        }
    }

    private void refuse(String file, List<String> operators, String reason) {
        catalog = catalog.refusing(new RefusedFile(file, operators, reason));
    }

    private static void remove(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // It stands among temporary files, and goes with them.
        }
    }
}

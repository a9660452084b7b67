package dev.tandem.core.plugin;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.ClassFactory;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorApi;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorFactory;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A jar of operators in a class loader of its own. It is copied first: what is replaced in the folder while the process
 * lives is used after the next start, and what runs is what the digest says.
 */
final class OperatorJar implements AutoCloseable {
    private static final int MAX_INDEX_BYTES = 4 << 20;
    private static final String HOW_TO_BUILD = "compile it with Tandem's operator-processor, as templates/operator does";

    private final String file;
    private final URLClassLoader loader;
    private final List<OperatorCatalog.Known> operators = new ArrayList<>();

    private OperatorJar(String file, URLClassLoader loader) {
        this.file = file;
        this.loader = loader;
    }

    /**
     * Loads a jar.
     *
     * @param copies folder for the copy
     */
    static OperatorJar open(Path jar, Path copies) throws IOException, FileRefusedException {
        String file = jar.getFileName().toString();
        Path copy = copies.resolve(file);
        MessageDigest sha256 = Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(jar), sha256)) {
            Files.copy(in, copy);
        }
        Digest digest = Digest.finish(sha256, new byte[0]);
        List<OperatorInfo> index = index(copy);
        OperatorJar opened = new OperatorJar(file, new URLClassLoader(file, new URL[] {url(copy)}, new ApiClassLoader()));
        try {
            for (OperatorInfo info : index) {
                opened.add(info.withCode(digest));
            }
            return opened;
        } catch (LinkageError | RuntimeException e) {
            opened.close();
            throw new FileRefusedException(
                    index.stream().map(OperatorInfo::name).toList(),
                    "its classes cannot be used: " + e + ". What it needs beside the operator API has to be in the jar itself");
        }
    }

    List<OperatorCatalog.Known> operators() {
        return operators;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    private static List<OperatorInfo> index(Path copy) throws IOException, FileRefusedException {
        try (JarFile jar = new JarFile(copy.toFile())) {
            ZipEntry entry = jar.getEntry(OperatorCatalog.INDEX);
            if (entry == null) {
                throw new FileRefusedException("it has no " + OperatorCatalog.INDEX + ": " + HOW_TO_BUILD);
            }
            List<OperatorInfo> index;
            try (InputStream in = jar.getInputStream(entry)) {
                index = OperatorCatalog.index(in.readNBytes(MAX_INDEX_BYTES));
            } catch (TandemException e) {
                throw new FileRefusedException(
                        "its " + OperatorCatalog.INDEX + " cannot be read (" + e.getMessage() + "): " + HOW_TO_BUILD);
            }
            checkVersion(jar.getManifest(), index.stream().map(OperatorInfo::name).toList());
            return index;
        }
    }

    private static void checkVersion(Manifest manifest, List<String> operators) throws FileRefusedException {
        Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
        String declared = attributes.getValue(OperatorApi.ATTRIBUTE);
        if (declared == null) {
            throw new FileRefusedException(operators, "its manifest has no " + OperatorApi.ATTRIBUTE + "; expected "
                    + OperatorApi.ATTRIBUTE + ": " + OperatorApi.VERSION + ", what this Tandem has");
        }
        if (!declared.strip().equals(String.valueOf(OperatorApi.VERSION))) {
            throw new FileRefusedException(operators, "it was built for version " + declared.strip() + " of the operator API ("
                    + OperatorApi.ATTRIBUTE + "), this Tandem has " + OperatorApi.VERSION + ": build it for that");
        }
    }

    private void add(OperatorInfo info) {
        ClassFactory made = new ClassFactory(info.name(), info.className(), loader);
        made.check();
        try {
            OperatorKind kind = OperatorKind.of(Class.forName(info.className(), true, loader));
            if (kind != info.kind()) {
                throw new IllegalStateException(info.className() + " is a " + kind + ", its index says " + info.kind());
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        operators.add(new OperatorCatalog.Known(info, new Guarded(info.name(), made), file));
    }

    /** The operators of a jar, each behind a {@link GuardedOperator}. */
    private final class Guarded implements OperatorFactory {
        private final String name;
        private final ClassFactory made;

        Guarded(String name, ClassFactory made) {
            this.name = name;
            this.made = made;
        }

        @Override
        public Map<String, String> canonical(Map<String, Object> given) {
            return made.canonical(given);
        }

        @Override
        public CurationOperator create(Map<String, Object> given, OperatorContext context) {
            return GuardedOperator.create(who(), () -> made.create(given, context));
        }

        @Override
        public void check() {
            GuardedOperator.run(who(), made::check);
        }

        private String who() {
            return "'" + name + "' of " + file;
        }
    }
}

package dev.tandem.core.plugin.python;

import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorFactory;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.ParamInfo;
import dev.tandem.core.operator.ParamValues;
import dev.tandem.core.plugin.FileRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An operator that is a function of a Python script, run in processes of its own. */
public final class PythonOperator implements OperatorFactory, AutoCloseable {
    /** What the script runs in. */
    static final String LIBRARY = "tandem_operator.py";

    private final PythonManifest manifest;
    private final OperatorInfo info;
    private final ParamValues values;
    private final PythonWorkers workers;

    private PythonOperator(PythonManifest manifest, Digest code, PythonWorkers workers) {
        this.manifest = manifest;
        this.info = manifest.info().withCode(code);
        this.values = new ParamValues(manifest.name(), manifest.allParams());
        this.workers = workers;
    }

    /**
     * Reads a manifest and copies what it names, so that what runs is what the digest says, and nothing that it does not
     * name can be used. No process is started.
     *
     * @param copies folder for the copies
     * @param python the interpreter
     */
    public static PythonOperator open(Path file, Path copies, String python) throws IOException, FileRefusedException {
        String name = file.getFileName().toString();
        byte[] yaml = Files.readAllBytes(file);
        PythonManifest manifest = ManifestReader.read(new String(yaml, StandardCharsets.UTF_8), name);
        List<String> names = new ArrayList<>(manifest.files());
        names.addFirst(manifest.script());
        Path folder = Files.createDirectory(copies.resolve(name));
        MessageDigest sha256 = Digest.sha256();
        update(sha256, name, yaml);
        for (String used : names) {
            Path source = file.resolveSibling(used);
            if (!Files.isRegularFile(source)) {
                throw new FileRefusedException(List.of(manifest.name()), "there is no file '" + used + "' beside it");
            }
            byte[] bytes = Files.readAllBytes(source);
            update(sha256, used, bytes);
            Files.write(folder.resolve(used), bytes);
        }
        try (InputStream library = PythonOperator.class.getResourceAsStream(LIBRARY)) {
            Files.copy(library, folder.resolve(LIBRARY));
        }
        return new PythonOperator(
                manifest, Digest.finish(sha256, new byte[0]), new PythonWorkers(manifest, folder.resolve(LIBRARY), python));
    }

    private static void update(MessageDigest sha256, String name, byte[] bytes) {
        for (byte[] part : List.of(name.getBytes(StandardCharsets.UTF_8), bytes)) {
            sha256.update(ByteBuffer.allocate(4).putInt(part.length).flip());
            sha256.update(part);
        }
    }

    public OperatorInfo info() {
        return info;
    }

    @Override
    public Map<String, String> canonical(Map<String, Object> given) {
        return values.canonical(given);
    }

    @Override
    public CurationOperator create(Map<String, Object> given, OperatorContext context) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<Object> found = values.of(given);
        List<ParamInfo> params = manifest.allParams();
        for (int i = 0; i < params.size(); i++) {
            parameters.put(params.get(i).name(), found.get(i));
        }
        PythonCalls calls = new PythonCalls(manifest, workers, parameters);
        return manifest.kind() == OperatorKind.FILTER
                ? new PythonFilter(manifest, calls, parameters, context.mediaLimits())
                : new PythonMapper(calls, context.mediaLimits());
    }

    /** Starts a process and ends it. */
    @Override
    public void check() {
        workers.start().close();
    }

    @Override
    public void close() {
        workers.close();
    }
}

package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.FileSpec;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder with a model: its contract, and the files that this names. */
record ModelFolder(Path folder, ModelContract contract) {
    private static final String CONTRACT = "contract.json";

    /** @throws TandemException where there is none, or the contract is not valid, or a file that it names is missing */
    static ModelFolder of(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(CONTRACT))) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "There is no '" + CONTRACT + "' in '" + folder
                    + "'. models/README.md says what it holds.");
        }
        ModelContract contract = ModelRegistry.read(Files.readAllBytes(folder.resolve(CONTRACT)));
        for (FileSpec file : contract.files().values()) {
            if (file.path().startsWith("/") || !Files.isRegularFile(folder.resolve(file.path()))) {
                throw new TandemException(ErrorCode.MODEL_CONTRACT, "The contract names the file '" + file.path()
                        + "', which is not in '" + folder + "'.");
            }
        }
        return new ModelFolder(folder, contract);
    }

    String name() {
        return contract.name();
    }

    void zip(Path target) throws IOException {
        List<String> paths = contract.files().values().stream().map(FileSpec::path).distinct().sorted().toList();
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, CONTRACT);
            for (String path : paths) {
                add(zip, path);
            }
        }
    }

    private void add(ZipOutputStream zip, String path) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        Files.copy(folder.resolve(path), zip);
        zip.closeEntry();
    }
}

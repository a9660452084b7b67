package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Pages that are files of the input themselves. */
final class FolderPages implements Pages {
    private final Map<String, Reader.InputFile> files = new HashMap<>();
    private final MediaLimits limits;

    FolderPages(Reader.Input input, MediaLimits limits) {
        this.limits = limits;
        input.files().forEach(file -> files.put(file.name(), file));
    }

    @Override
    public byte[] page(String path) throws SampleFailedException {
        Reader.InputFile file = files.get(path);
        if (file.size() > limits.maxTextBytes()) {
            throw new SampleFailedException(ErrorCode.TOO_LARGE, "The page has " + file.size() + " bytes, more than "
                    + limits.maxTextBytes());
        }
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new SampleFailedException(ErrorCode.UNREADABLE_INPUT, "The file cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Optional<byte[]> resource(String path) {
        Reader.InputFile file = files.get(path);
        if (file == null || file.size() > limits.maxMediaBytes()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file.path()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

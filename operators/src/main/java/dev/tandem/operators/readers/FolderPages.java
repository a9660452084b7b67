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

    boolean contains(String path) {
        return files.containsKey(path);
    }

    @Override
    public byte[] page(String path) throws SampleFailedException {
        return read(files.get(path), limits.maxTextBytes());
    }

    /** The bytes of an image or other media file. */
    byte[] media(String path) throws SampleFailedException {
        return read(files.get(path), limits.maxMediaBytes());
    }

    @Override
    public Optional<byte[]> resource(String path) {
        try {
            return contains(path) ? Optional.of(media(path)) : Optional.empty();
        } catch (SampleFailedException e) {
            return Optional.empty();
        }
    }

    private static byte[] read(Reader.InputFile file, long limit) throws SampleFailedException {
        if (file.size() > limit) {
            throw new SampleFailedException(
                    ErrorCode.TOO_LARGE, "The file has " + file.size() + " bytes, more than " + limit);
        }
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new SampleFailedException(ErrorCode.UNREADABLE_INPUT, "The file cannot be read: " + e.getMessage());
        }
    }
}

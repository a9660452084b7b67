package dev.tandem.core.input;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders of this machine as an input. Names are relative to what was given, so that they are the same everywhere. */
public record LocalInput(List<Reader.InputFile> files) implements Reader.Input {

    /**
     * Lists files. A file is named by its own name, a file of a folder by its path inside the folder; where several
     * paths are given, the folder's name stands in front. Hidden files and symbolic links are left out.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for a path that does not exist, {@link ErrorCode#EMPTY_INPUT}
     */
    public static LocalInput of(List<Path> paths) {
        List<Reader.InputFile> files = new ArrayList<>();
        for (Path path : paths) {
            try {
                if (Files.isDirectory(path)) {
                    String prefix = paths.size() > 1 ? path.toAbsolutePath().normalize().getFileName() + "/" : "";
                    addFolder(files, path, prefix);
                } else if (Files.isRegularFile(path)) {
                    files.add(new LocalFile(path.getFileName().toString(), Files.size(path), path));
                } else {
                    throw new TandemException(ErrorCode.INVALID_ARGUMENT, "There is no file or folder '" + path + "'");
                }
            } catch (IOException e) {
                throw new TandemException(ErrorCode.UNREADABLE_INPUT, "Cannot read '" + path + "': " + e.getMessage(), e);
            }
        }
        if (files.isEmpty()) {
            throw new TandemException(
                    ErrorCode.EMPTY_INPUT, "There are no files in " + paths + ". Give a file or a folder with files.");
        }
        files.sort(Comparator.comparing(Reader.InputFile::name));
        return new LocalInput(List.copyOf(files));
    }

    private static void addFolder(List<Reader.InputFile> files, Path folder, String prefix) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(found -> Files.isRegularFile(found, java.nio.file.LinkOption.NOFOLLOW_LINKS)).toList()) {
                String relative = folder.relativize(file).toString().replace('\\', '/');
                if (!("/" + relative).contains("/.")) {
                    files.add(new LocalFile(prefix + relative, Files.size(file), file));
                }
            }
        }
    }

    private record LocalFile(String name, long size, Path path) implements Reader.InputFile {}
}

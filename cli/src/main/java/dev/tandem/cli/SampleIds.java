package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Ids of samples as they are given to a command: themselves, or files with one a line. */
final class SampleIds {
    private static final String ID = "[0-9a-f]{64}";

    private SampleIds() {}

    static Set<Digest> read(Collection<String> given) throws IOException {
        Set<Digest> ids = new TreeSet<>();
        for (String one : given) {
            if (one.matches(ID)) {
                ids.add(new Digest(one));
            } else {
                read(Path.of(one), ids);
            }
        }
        return ids;
    }

    private static void read(Path file, Set<Digest> ids) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "'" + file
                    + "' is neither an id, which has 64 digits from 0 to f, nor a file with one a line."
                    + " './tandem why' shows the id of a sample.");
        }
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String id = line.strip();
            if (id.matches(ID)) {
                ids.add(new Digest(id));
            } else if (!id.isEmpty()) {
                throw new TandemException(ErrorCode.UNREADABLE_INPUT, "Line " + number + " of '" + file
                        + "' is not an id, which has 64 digits from 0 to f");
            }
        }
    }
}

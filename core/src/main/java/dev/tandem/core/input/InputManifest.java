package dev.tandem.core.input;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of an input, sorted by name, each stored as a blob. Its digest names the input. */
public record InputManifest(int format, List<Entry> files) {
    public static final int FORMAT = 1;
    private static final int MAX_NAME_CHARACTERS = 1024;

    /** Checks names: relative, with forward slashes, never leaving the input, each once. */
    public InputManifest {
        files = (files == null ? List.<Entry>of() : files).stream().sorted(Comparator.comparing(Entry::name)).toList();
        Set<String> names = new HashSet<>();
        for (Entry entry : files) {
            String name = entry.name();
            boolean safe = !name.isEmpty() && name.length() <= MAX_NAME_CHARACTERS && !name.startsWith("/")
                    && !name.contains("\\") && !("/" + name + "/").contains("/../") && name.indexOf('\0') < 0;
            if (!safe) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The input file name '" + name
                        + "' must be a relative path with '/', without '..', of at most " + MAX_NAME_CHARACTERS + " characters");
            }
            if (!names.add(name)) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Two input files are named '" + name
                        + "'. Give one of them another name, or put them in two folders with different names.");
            }
        }
    }

    /** One file. */
    public record Entry(String name, Digest digest, long size) {}

    /** What it is stored under. */
    public Digest digest() {
        return Digest.of(Json.bytes(this));
    }

    public Digest store(ContentStore contents) {
        return contents.put(Json.bytes(this), ObjectKey::document);
    }

    public static InputManifest load(ContentStore contents, Digest digest) {
        return Json.read(contents.get(digest, ObjectKey::document), InputManifest.class);
    }
}

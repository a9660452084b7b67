package dev.tandem.core.input;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Local copies of input files, because archives need random access. Bounded in bytes: files that nobody reads go first,
 * the longest unused ahead; a single file may pass the bound while it is read.
 */
public final class InputCache {
    private final ContentStore contents;
    private final Path folder;
    private final long maxBytes;
    private final Map<Digest, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

    public InputCache(ObjectStore objects, Path folder, long maxBytes) {
        this.contents = new ContentStore(objects);
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** Opens an input; its files are fetched on first use and stay until it is closed. */
    public OpenInput open(InputManifest manifest) {
        return new OpenInput(manifest);
    }

    private synchronized Path acquire(InputManifest.Entry entry) {
        Copy copy = copies.get(entry.digest());
        if (copy == null || !Files.exists(copy.path)) {
            evict(maxBytes - entry.size());
            copy = new Copy(fetch(entry), entry.size());
            copies.put(entry.digest(), copy);
        }
        copy.readers++;
        return copy.path;
    }

    private synchronized void release(Digest digest) {
        copies.get(digest).readers--;
        evict(maxBytes);
        if (copies.isEmpty()) {
            removeFolder();
        }
    }

    /** The next file makes it again; it may be that of several processes, and hold what others have. */
    private void removeFolder() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // It stays.
        }
    }

    private void evict(long allowed) {
        long used = copies.values().stream().mapToLong(copy -> copy.size).sum();
        Iterator<Copy> oldestFirst = copies.values().iterator();
        while (used > allowed && oldestFirst.hasNext()) {
            Copy copy = oldestFirst.next();
            if (copy.readers == 0) {
                oldestFirst.remove();
                used -= copy.size;
                delete(copy.path);
            }
        }
    }

    private Path fetch(InputManifest.Entry entry) {
        Path file = folder.resolve(entry.digest().hex());
        try {
            Files.createDirectories(folder);
            contents.getFile(entry.digest(), ObjectKey::blob, file);
            return file;
        } catch (TandemException e) {
            if (e.code() == ErrorCode.CORRUPT_OBJECT) {
                throw new TandemException(ErrorCode.CORRUPT_OBJECT, "The input file '" + entry.name()
                        + "' is not stored as it was uploaded. Upload it again. " + e.getMessage(), e);
            }
            throw e;
        } catch (IOException e) {
            throw new TandemException(
                    ErrorCode.DISK_FULL, "Could not keep a local copy of '" + entry.name() + "' in " + folder + ": " + e, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Copy {
        private final Path path;
        private final long size;
        private int readers;

        Copy(Path path, long size) {
            this.path = path;
            this.size = size;
        }
    }

    /** An input whose files are held in the cache until it is closed. */
    public final class OpenInput implements Reader.Input, AutoCloseable {
        private final List<Reader.InputFile> files = new ArrayList<>();
        private final Set<Digest> held = new HashSet<>();

        private OpenInput(InputManifest manifest) {
            manifest.files().forEach(entry -> files.add(new CachedFile(entry)));
        }

        @Override
        public List<Reader.InputFile> files() {
            return files;
        }

        @Override
        public void close() {
            held.forEach(InputCache.this::release);
            held.clear();
        }

        private final class CachedFile implements Reader.InputFile {
            private final InputManifest.Entry entry;
            private Path path;

            CachedFile(InputManifest.Entry entry) {
                this.entry = entry;
            }

            @Override
            public String name() {
                return entry.name();
            }

            @Override
            public long size() {
                return entry.size();
            }

            @Override
            public Path path() {
                if (path == null) {
                    if (held.add(entry.digest())) {
                        path = acquire(entry);
                    } else {
                        path = folder.resolve(entry.digest().hex());
                    }
                }
                return path;
            }
        }
    }
}

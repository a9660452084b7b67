package dev.tandem.core.diff;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.IdentifyingWriter;
import dev.tandem.core.operator.IdentifyingWriter.Identity;
import dev.tandem.core.publish.PublishedFile;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is in a version, by id, one file of samples held at a time. */
final class PublishedSamples {
    private final ContentStore contents;
    private final IdentifyingWriter writer;
    private final List<PublishedFile> files;
    private List<Identity> part = List.of();
    private int nextFile;
    private int next;

    /** @param files of one format, in the order of the samples */
    PublishedSamples(ContentStore contents, IdentifyingWriter writer, List<PublishedFile> files) {
        this.contents = contents;
        this.writer = writer;
        this.files = files;
    }

    /** The sample that is next in turn; empty behind the last. */
    Optional<Identity> peek() {
        while (next == part.size() && nextFile < files.size()) {
            Optional<String> last = part.isEmpty() ? Optional.empty() : Optional.of(part.getLast().id());
            part = read(files.get(nextFile++), last.orElse(""));
            next = 0;
        }
        return next < part.size() ? Optional.of(part.get(next)) : Optional.empty();
    }

    void pass() {
        next++;
    }

    private List<Identity> read(PublishedFile file, String last) {
        List<Identity> found = new ArrayList<>();
        try {
            writer.identify(new Stored(file), identity -> {
                String before = found.isEmpty() ? last : found.getLast().id();
                if (identity.id().compareTo(before) < 0) {
                    throw corrupt(file, "its samples are not sorted by id", null);
                }
                found.add(identity);
            });
        } catch (IOException e) {
            throw corrupt(file, e.getMessage(), e);
        }
        if (found.size() != file.samples()) {
            throw corrupt(file, "it has " + found.size() + " samples, expected " + file.samples(), null);
        }
        return found;
    }

    private static TandemException corrupt(PublishedFile file, String why, Exception cause) {
        return new TandemException(
                ErrorCode.CORRUPT_OBJECT, "The published file '" + file.path() + "' cannot be compared: " + why, cause);
    }

    private final class Stored implements IdentifyingWriter.Written {
        private static final int CHUNK_BYTES = 8 << 20;

        private final PublishedFile file;

        Stored(PublishedFile file) {
            this.file = file;
        }

        @Override
        public long size() {
            return file.bytes();
        }

        @Override
        public byte[] range(long offset, int length) {
            return contents.objects().range(ObjectKey.blob(file.digest()), offset, length);
        }

        @Override
        public InputStream stream() {
            return new Chunks();
        }

        /** A chunk in memory at a time; nobody takes wrong bytes for the file, as its last chunk is only told when all are right. */
        private final class Chunks extends InputStream {
            private final MessageDigest sha256 = Digest.sha256();
            private byte[] chunk = new byte[0];
            private int position;
            private long offset;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int at, int length) throws IOException {
                if (position == chunk.length && !advance()) {
                    return -1;
                }
                int count = Math.min(length, chunk.length - position);
                System.arraycopy(chunk, position, target, at, count);
                position += count;
                return count;
            }

            private boolean advance() throws IOException {
                if (offset == file.bytes()) {
                    return false;
                }
                chunk = range(offset, (int) Math.min(CHUNK_BYTES, file.bytes() - offset));
                if (chunk.length == 0) {
                    throw new EOFException("it ends after " + offset + " of " + file.bytes() + " bytes");
                }
                sha256.update(chunk);
                offset += chunk.length;
                position = 0;
                if (offset == file.bytes()) {
                    ContentStore.verify(
                            ObjectKey.blob(file.digest()), offset, Digest.finish(sha256, new byte[0]), file.digest());
                }
                return true;
            }
        }
    }
}

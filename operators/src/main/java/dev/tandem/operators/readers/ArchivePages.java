package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Pages of a zip archive. What an entry says of its size is not believed: reading stops at the limits. */
final class ArchivePages implements Pages {
    /** A page may compress well; more than this is a bomb. */
    private static final long MAX_RATIO = 1_000;

    private final ZipFile archive;
    private final MediaLimits limits;

    ArchivePages(ZipFile archive, MediaLimits limits) {
        this.archive = archive;
        this.limits = limits;
    }

    /** Names of all pages, sorted; one for each entry, of which several can have the same name. */
    static List<String> names(ZipFile archive) {
        return archive.stream()
                .filter(entry -> !entry.isDirectory() && HtmlReader.isPage(entry.getName()))
                .map(ZipEntry::getName)
                .sorted()
                .toList();
    }

    @Override
    public byte[] page(String path) throws SampleFailedException {
        if (!LinkPath.isInside(path)) {
            throw new SampleFailedException(
                    ErrorCode.UNSAFE_PATH,
                    "The entry's name leaves the archive; expected a relative path without '..'");
        }
        ZipEntry entry = archive.getEntry(path);
        long limit = limits.maxTextBytes();
        if (entry.getSize() > limit) {
            throw tooLarge();
        }
        if (entry.getCompressedSize() > 0) {
            limit = Math.min(limit, Math.max(entry.getCompressedSize() * MAX_RATIO, 1 << 16));
        }
        try {
            byte[] bytes = read(entry, limit);
            if (bytes.length > limits.maxTextBytes()) {
                throw tooLarge();
            }
            if (bytes.length > limit) {
                throw new SampleFailedException(ErrorCode.MEDIA_LIMIT, "The page expands to more than " + MAX_RATIO
                        + " times its compressed size");
            }
            return bytes;
        } catch (IOException e) {
            throw new SampleFailedException(ErrorCode.UNREADABLE_INPUT, "The entry cannot be read: " + e.getMessage());
        }
    }

    private SampleFailedException tooLarge() {
        return new SampleFailedException(
                ErrorCode.TOO_LARGE, "The page has more than " + limits.maxTextBytes() + " bytes");
    }

    @Override
    public Optional<LocalDateTime> modified(String path) {
        return ArchiveTime.of(archive.getEntry(path));
    }

    @Override
    public Optional<byte[]> resource(String path) {
        ZipEntry entry = archive.getEntry(path);
        if (entry == null || entry.isDirectory() || entry.getSize() > limits.maxMediaBytes()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = read(entry, limits.maxMediaBytes());
            return bytes.length > limits.maxMediaBytes() ? Optional.empty() : Optional.of(bytes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** At most one byte more than the limit. */
    private byte[] read(ZipEntry entry, long limit) throws IOException {
        try (InputStream in = archive.getInputStream(entry)) {
            return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 16L, limit + 1));
        }
    }
}

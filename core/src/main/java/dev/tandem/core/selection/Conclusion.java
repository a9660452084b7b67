package dev.tandem.core.selection;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.SetSelector.KeyCounts;
import dev.tandem.core.operator.SetSelector.KeySink;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What a selector concluded from all samples: a few bytes, and a table in a temporary file that may be of any size.
 *
 * @param table empty where the selector looks nothing up
 */
public record Conclusion(byte[] finding, Optional<Table> table) implements AutoCloseable {

    /** A run of keys in a temporary file, which is this object's own. */
    public record Table(Path file, Digest digest) {}

    /** How something is concluded from sorted keys. */
    @FunctionalInterface
    public interface Concluding {
        /**
         * What all keys say.
         *
         * @param table takes keys in ascending order, each with a number that is not zero
         * @return all else that has to be known
         */
        byte[] conclude(KeyCounts all, KeySink table);
    }

    /** Lets a selector conclude. */
    public static Conclusion of(SetSelector selector, KeyCounts all) {
        return of(selector.keyBytes(), selector::conclude, all);
    }

    /** Concludes from keys of so many bytes. */
    public static Conclusion of(int keyBytes, Concluding concluding, KeyCounts all) {
        try {
            Path file = Files.createTempFile("tandem-table-", ".keys");
            Optional<Table> table = Optional.empty();
            try {
                DigestOutputStream digested = new DigestOutputStream(Files.newOutputStream(file), Digest.sha256());
                byte[] finding;
                try (KeyRun.Writer writer = new KeyRun.Writer(new BufferedOutputStream(digested, 1 << 16), keyBytes)) {
                    finding = concluding.conclude(all, writer);
                    if (!writer.isEmpty()) {
                        writer.close();
                        table = Optional.of(new Table(file, Digest.finish(digested.getMessageDigest(), new byte[0])));
                    }
                }
                return new Conclusion(finding, table);
            } finally {
                if (table.isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw noSpace(e);
        }
    }

    /**
     * What was concluded before.
     *
     * @param fetch writes a table to a file
     */
    public static Conclusion stored(byte[] finding, Optional<Digest> table, BiConsumer<Digest, Path> fetch) {
        return new Conclusion(finding, table.map(digest -> {
            try {
                Path file = Files.createTempFile("tandem-table-", ".keys");
                try {
                    fetch.accept(digest, file);
                } catch (RuntimeException e) {
                    Files.deleteIfExists(file);
                    throw e;
                }
                return new Table(file, digest);
            } catch (IOException e) {
                throw noSpace(e);
            }
        }));
    }

    /**
     * A judge of the samples of one shard.
     *
     * @param run the sorted keys of the shard, asked for only where they are looked up
     */
    public SetSelector.Judge judge(SetSelector selector, Supplier<byte[]> run) {
        if (table.isEmpty()) {
            return selector.judge(finding, FoundKeys.NONE);
        }
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(table.get().file()), 1 << 16)) {
            return selector.judge(finding, FoundKeys.of(run.get(), in, selector.keyBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Goes through the groups of alike pieces that a shard has pieces in, where the table has such groups.
     *
     * @param run the sorted offers of the shard
     */
    public void groups(byte[] run, OwnGroups.Groups groups) {
        if (table.isEmpty()) {
            return;
        }
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(table.get().file()), 1 << 16)) {
            OwnGroups.forEach(run, in, groups);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TandemException noSpace(IOException cause) {
        return new TandemException(
                ErrorCode.DISK_FULL,
                "Could not write temporary files in " + System.getProperty("java.io.tmpdir") + ": " + cause.getMessage()
                        + ". Free some space and run again: finished work is kept.",
                cause);
    }

    @Override
    public void close() {
        table.ifPresent(found -> {
            try {
                Files.deleteIfExists(found.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}

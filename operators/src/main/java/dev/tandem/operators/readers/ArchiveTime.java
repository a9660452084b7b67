package dev.tandem.operators.readers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.zip.ZipEntry;

/** When an entry of a zip archive was last modified, the same on machines of all time zones. */
final class ArchiveTime {
    private static final int UNIX_TIME = 0x5455;
    private static final int NTFS_TIME = 0x000a;
    /**
     * Times of zip archives start with 1980; archives that are to be reproducible carry that year instead of a time.
     */
    private static final int NO_TIME = 1980;

    private ArchiveTime() {}

    /**
     * The time as the archive states it, in seconds: in UTC where it has a field for that, else in the zone of whoever
     * made it, which it does not tell. Empty where there is none.
     */
    static Optional<LocalDateTime> of(ZipEntry entry) {
        try {
            LocalDateTime time = isUtc(entry.getExtra())
                    ? LocalDateTime.ofInstant(entry.getLastModifiedTime().toInstant(), ZoneOffset.UTC)
                    : entry.getTimeLocal();
            return time.getYear() > NO_TIME ? Optional.of(time.withNano(0)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Java converts times in UTC to the zone of the machine, and does not say that it did. */
    private static boolean isUtc(byte[] extra) {
        if (extra == null) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= 4) {
            int tag = fields.getShort() & 0xffff;
            int size = fields.getShort() & 0xffff;
            if (tag == NTFS_TIME
                    || (tag == UNIX_TIME && fields.hasRemaining() && (fields.get(fields.position()) & 1) != 0)) {
                return true;
            }
            fields.position(Math.min(fields.limit(), fields.position() + size));
        }
        return false;
    }
}

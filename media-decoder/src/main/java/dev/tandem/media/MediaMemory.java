package dev.tandem.media;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A medium in memory, read as if it were a file: the only thing that the libraries can read. */
final class MediaMemory implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    /** What the libraries ask with to know the size. */
    private static final int ASK_SIZE = 0x10000;
    /** One each, as there may be few in a process; they read what {@link #current} is. */
    private static final Reading READING = new Reading();
    private static final Seeking SEEKING = new Seeking();

    private static MediaMemory current;

    private final BytePointer bytes;
    private final long size;
    private long position;

    private MediaMemory(BytePointer bytes, long size) {
        this.bytes = bytes;
        this.size = size;
    }

    /** Takes a medium from where it is sent; all of it is read, whatever happens. */
    static MediaMemory receive(DataInputStream in, long size) throws IOException, MediaFailure {
        BytePointer bytes = new BytePointer(avutil.av_malloc(Math.max(1, size)));
        byte[] buffer = new byte[BUFFER];
        for (long at = 0; at < size; ) {
            int length = in.read(buffer, 0, (int) Math.min(BUFFER, size - at));
            if (length < 0) {
                throw new EOFException();
            }
            if (!bytes.isNull()) {
                bytes.position(at).put(buffer, 0, length);
            }
            at += length;
        }
        if (bytes.isNull()) {
            throw MediaFailure.limit("has " + size + " bytes, more than there is memory for");
        }
        return new MediaMemory(bytes.position(0), size);
    }

    /** A view from its beginning; the one before is not to be used any more. */
    AVIOContext open() {
        current = this;
        position = 0;
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER)).capacity(BUFFER);
        AVIOContext context = avformat.avio_alloc_context(buffer, BUFFER, 0, null, READING, null, SEEKING);
        if (context == null) {
            throw new OutOfMemoryError("there is no memory for a view of the medium");
        }
        return context;
    }

    private int read(BytePointer into, int length) {
        Watchdog.alive();
        int most = (int) Math.min(length, size - position);
        if (most <= 0) {
            return avutil.AVERROR_EOF();
        }
        Pointer.memcpy(into, new BytePointer(bytes).position(position), most);
        position += most;
        return most;
    }

    private long seek(long offset, int whence) {
        if ((whence & ASK_SIZE) != 0) {
            return size;
        }
        long to = switch (whence & 3) {
            case 0 -> offset;
            case 1 -> position + offset;
            default -> size + offset;
        };
        if (to < 0 || to > size) {
            return avutil.AVERROR_INVALIDDATA();
        }
        position = to;
        return to;
    }

    @Override
    public void close() {
        current = null;
        avutil.av_free(bytes.position(0));
    }

    private static final class Reading extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer unused, BytePointer buffer, int length) {
            return current == null ? avutil.AVERROR_EOF() : current.read(buffer, length);
        }
    }

    private static final class Seeking extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer unused, long offset, int whence) {
            return current == null ? avutil.AVERROR_EOF() : current.seek(offset, whence);
        }
    }
}

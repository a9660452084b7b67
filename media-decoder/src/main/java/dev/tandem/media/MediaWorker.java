package dev.tandem.media;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/**
 * The program that decodes: asked over its standard input, one medium at a time, and answering over its standard output, each way
 * a length and as many bytes; after a question come the medium's bytes. The first answer is empty and says that it is ready.
 *
 * <p>What FFmpeg does wrong with a hostile file can end this process, never that of the operators. It has no protocol to read
 * anything else than the bytes it was given with, and may write no file.
 */
public final class MediaWorker {
    /** Exit code where the native libraries are not there or cannot be loaded; the reason is printed. */
    public static final int NO_LIBRARIES = 69;
    /** Exit code where a library did not come back for a minute. */
    public static final int STUCK = Watchdog.STUCK;
    /** Exit code where the Java machine's own memory is not enough. */
    public static final int NO_MEMORY = 70;

    private static final int MOST_QUESTION_BYTES = 1 << 16;
    /** The largest single piece that a library may ask for. */
    private static final long LARGEST_PIECE = 512L << 20;

    private MediaWorker() {}

    /** Runs until its input ends; its only argument is the memory that it may have, in bytes. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        // Libraries that print would break the protocol.
        System.setOut(System.err);
        load();
        Watchdog.goFirst();
        ResourceLimits.set(Long.parseLong(arguments[0]));
        Watchdog.start();
        try {
            serve(in, out);
        } catch (EOFException e) {
            // Whoever asked has gone.
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(NO_MEMORY);
        }
    }

    private static void load() {
        try {
            Loader.load(avutil.class);
            Loader.load(avcodec.class);
            Loader.load(avformat.class);
            Loader.load(swscale.class);
            Loader.load(swresample.class);
        } catch (LinkageError | RuntimeException e) {
            System.err.println(e);
            Runtime.getRuntime().halt(NO_LIBRARIES);
        }
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        avutil.av_max_alloc(LARGEST_PIECE);
    }

    private static void serve(DataInputStream in, DataOutputStream out) throws IOException {
        // Whoever waits for a new process gives it another time than a question.
        int hello = in.readInt();
        in.readNBytes(hello);
        answer(new byte[0], out);
        while (true) {
            int length = in.readInt();
            if (length < 0 || length > MOST_QUESTION_BYTES) {
                throw new IOException("A question of " + length + " bytes");
            }
            MediaRequest request = MediaRequest.decode(in.readNBytes(length));
            answer(measure(request, in).encode(), out);
        }
    }

    private static void answer(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    static MediaAnswer measure(MediaRequest request, DataInputStream in) throws IOException {
        try (MediaMemory memory = MediaMemory.receive(in, request.size())) {
            Watchdog.alive();
            return switch (request.question()) {
                case MediaRequest.Streams _ -> Containers.streams(memory, request);
                case MediaRequest.Audio _ -> AudioMeter.measure(memory, request);
                case MediaRequest.Waveform waveform -> WaveformReader.read(memory, request, waveform);
                case MediaRequest.SpectralSnr snr -> SpectralMeter.measure(memory, request, snr);
                case MediaRequest.Video video -> VideoMeter.measure(memory, request, video);
                case MediaRequest.Frames frames -> FramePicker.pick(memory, request, frames);
            };
        } catch (MediaFailure e) {
            return e.answer();
        } finally {
            Watchdog.rest();
        }
    }
}

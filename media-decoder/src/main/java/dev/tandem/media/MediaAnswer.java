package dev.tandem.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a worker found out about a medium. */
public sealed interface MediaAnswer {
    /** Windows of a sound are counted by their level in whole decibels, from here to 0. */
    int QUIETEST = -120;

    /** Numbers that are written at a time. */
    int PIECE = 1 << 14;

    /** It cannot be measured. */
    record Failure(Kind kind, String message) implements MediaAnswer {
        /** Whose fault it is. */
        public enum Kind {
            BROKEN,
            LIMIT
        }
    }

    /**
     * What stands in the container.
     *
     * @param width of the coded pictures, in pixels, not turned
     * @param height likewise
     * @param frames packets of the video
     * @param keyFrames those of them that can be decoded alone
     * @param seconds from the first frame to the end of the last
     */
    record Streams(int width, int height, long frames, long keyFrames, double seconds) implements MediaAnswer {}

    /**
     * What was heard.
     *
     * @param sampleRate samples of a second
     * @param seconds samples over the rate
     * @param loudness integrated, in LUFS (ITU-R BS.1770-4)
     * @param rms mean level of all channels, in dB of full scale
     * @param snr mean over quietest tenth, in dB
     * @param levels of windows of 20 ms, how many have each level in whole dB; the first counts all below
     */
    record Audio(int sampleRate, int channels, double seconds, double loudness, double rms, double snr, int[] levels)
            implements MediaAnswer {}

    /**
     * What was heard by the spectrum.
     *
     * @param snr signal over noise, in dB; the largest number where there is no noise
     */
    record SpectralSnr(double snr) implements MediaAnswer {}

    /**
     * What was seen.
     *
     * @param frames that were decoded
     * @param changes of each frame against the one before, 0 to 255; 0 for the first
     * @param motion mean length of the optical flow, as a share of the diagonal; negative where nothing was compared
     * @param textArea share of the pictures that text covers, 0 to 1
     */
    record Video(Streams streams, long frames, float[] changes, double motion, double textArea) implements MediaAnswer {}

    /** Pictures, in their order. */
    record Frames(List<Picture> pictures) implements MediaAnswer {}

    /**
     * One picture.
     *
     * @param seconds when it is shown
     * @param jpeg a file
     */
    record Picture(double seconds, byte[] jpeg) {}

    /**
     * A sound.
     *
     * @param samples of one channel, from -1 to 1 where it is not louder than full scale
     */
    record Waveform(float[] samples) implements MediaAnswer {}

    private static int tag(MediaAnswer answer) {
        return switch (answer) {
            case Failure _ -> 0;
            case Streams _ -> 1;
            case Audio _ -> 2;
            case Video _ -> 3;
            case Frames _ -> 4;
            case Waveform _ -> 5;
            case SpectralSnr _ -> 6;
        };
    }

    /** As it is sent. */
    default byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(tag(this));
            switch (this) {
                case Failure failure -> {
                    out.writeByte(failure.kind().ordinal());
                    out.writeUTF(failure.message());
                }
                case Streams streams -> write(streams, out);
                case Audio audio -> {
                    out.writeInt(audio.sampleRate());
                    out.writeInt(audio.channels());
                    out.writeDouble(audio.seconds());
                    out.writeDouble(audio.loudness());
                    out.writeDouble(audio.rms());
                    out.writeDouble(audio.snr());
                    for (int count : audio.levels()) {
                        out.writeInt(count);
                    }
                }
                case Video video -> {
                    write(video.streams(), out);
                    out.writeLong(video.frames());
                    writeFloats(video.changes(), out);
                    out.writeDouble(video.motion());
                    out.writeDouble(video.textArea());
                }
                case SpectralSnr spectral -> out.writeDouble(spectral.snr());
                case Frames frames -> {
                    out.writeInt(frames.pictures().size());
                    for (Picture picture : frames.pictures()) {
                        out.writeDouble(picture.seconds());
                        out.writeInt(picture.jpeg().length);
                        out.write(picture.jpeg());
                    }
                }
                case Waveform waveform -> writeFloats(waveform.samples(), out);
            }
        }
        return bytes.toByteArray();
    }

    private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        // In pieces: a sound of minutes would else stand in memory once more.
        ByteBuffer piece = ByteBuffer.allocate(PIECE * Float.BYTES);
        for (int from = 0; from < values.length; from += PIECE) {
            int count = Math.min(PIECE, values.length - from);
            piece.asFloatBuffer().put(values, from, count);
            out.write(piece.array(), 0, count * Float.BYTES);
        }
    }

    private static void write(Streams streams, DataOutputStream out) throws IOException {
        out.writeInt(streams.width());
        out.writeInt(streams.height());
        out.writeLong(streams.frames());
        out.writeLong(streams.keyFrames());
        out.writeDouble(streams.seconds());
    }

    /**
     * Reads what was sent.
     *
     * @throws IOException when it is no answer
     */
    static MediaAnswer decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        return switch (in.readByte()) {
            case 0 -> new Failure(in.readByte() == 0 ? Failure.Kind.BROKEN : Failure.Kind.LIMIT, in.readUTF());
            case 1 -> streams(in);
            case 2 -> new Audio(
                    in.readInt(), in.readInt(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), levels(in));
            case 3 -> new Video(streams(in), in.readLong(), floats(in), in.readDouble(), in.readDouble());
            case 4 -> frames(in);
            case 5 -> new Waveform(floats(in));
            case 6 -> new SpectralSnr(in.readDouble());
            default -> throw new IOException("Unknown answer");
        };
    }

    private static Streams streams(DataInputStream in) throws IOException {
        return new Streams(in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readDouble());
    }

    private static int[] levels(DataInputStream in) throws IOException {
        int[] levels = new int[1 - QUIETEST];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = in.readInt();
        }
        return levels;
    }

    private static float[] floats(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / Float.BYTES) {
            throw new IOException("The answer breaks off");
        }
        float[] values = new float[count];
        ByteBuffer.wrap(in.readNBytes(count * Float.BYTES)).asFloatBuffer().get(values);
        return values;
    }

    private static Frames frames(DataInputStream in) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            double seconds = in.readDouble();
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IOException("The answer breaks off");
            }
            pictures.add(new Picture(seconds, in.readNBytes(length)));
        }
        return new Frames(pictures);
    }
}

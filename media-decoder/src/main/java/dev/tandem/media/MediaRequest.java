package dev.tandem.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a worker is asked about a medium, whose bytes follow.
 *
 * @param demuxer FFmpeg's name of what takes the container apart: nothing is guessed from the content
 * @param size of the medium, in bytes
 */
public record MediaRequest(Question question, String demuxer, long size, Limits limits) {

    /** What is to be found out. */
    public sealed interface Question {}

    /** What the container says of its video, without decoding: {@link MediaAnswer.Streams}. */
    public record Streams() implements Question {}

    /** All of the sound: {@link MediaAnswer.Audio}. */
    public record Audio() implements Question {}

    /**
     * The sound itself, as one channel: {@link MediaAnswer.Waveform}.
     *
     * @param sampleRate samples of a second that are wanted
     * @param mostSeconds what is longer ends there
     */
    public record Waveform(int sampleRate, int mostSeconds) implements Question {}

    /**
     * The beginning of the sound by its spectrum: {@link MediaAnswer.SpectralSnr}.
     *
     * @param iterations most that are made to take it apart
     * @param seconds how much of it
     */
    public record SpectralSnr(int iterations, double seconds) implements Question {}

    /**
     * All of the pictures: {@link MediaAnswer.Video}.
     *
     * @param samplingFps frames that are compared for motion, of a second
     * @param textFrames frames that are searched for text
     */
    public record Video(double samplingFps, int textFrames) implements Question {}

    /**
     * Some of the pictures themselves: {@link MediaAnswer.Frames}.
     *
     * @param keyFrames whether they are key frames from the first on, or else spread evenly from the first to the last
     * @param most how many at most
     */
    public record Frames(boolean keyFrames, int most) implements Question {}

    /**
     * What no medium may pass.
     *
     * @param framePixels pixels of a frame
     * @param frames frames in all
     * @param pixels pixels of all frames together
     * @param seconds longest sound or video
     */
    public record Limits(long framePixels, long frames, long pixels, double seconds) {}

    private static final int STREAMS = 0;
    private static final int AUDIO = 1;
    private static final int VIDEO = 2;
    private static final int FRAMES = 3;
    private static final int WAVEFORM = 4;
    private static final int SPECTRAL_SNR = 5;

    /** As it is sent. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (question) {
                case Streams _ -> out.writeByte(STREAMS);
                case Audio _ -> out.writeByte(AUDIO);
                case SpectralSnr snr -> {
                    out.writeByte(SPECTRAL_SNR);
                    out.writeInt(snr.iterations());
                    out.writeDouble(snr.seconds());
                }
                case Video video -> {
                    out.writeByte(VIDEO);
                    out.writeDouble(video.samplingFps());
                    out.writeInt(video.textFrames());
                }
                case Frames frames -> {
                    out.writeByte(FRAMES);
                    out.writeBoolean(frames.keyFrames());
                    out.writeInt(frames.most());
                }
                case Waveform waveform -> {
                    out.writeByte(WAVEFORM);
                    out.writeInt(waveform.sampleRate());
                    out.writeInt(waveform.mostSeconds());
                }
            }
            out.writeUTF(demuxer);
            out.writeLong(size);
            out.writeLong(limits.framePixels());
            out.writeLong(limits.frames());
            out.writeLong(limits.pixels());
            out.writeDouble(limits.seconds());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static MediaRequest decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Question question = switch (in.readByte()) {
            case STREAMS -> new Streams();
            case AUDIO -> new Audio();
            case VIDEO -> new Video(in.readDouble(), in.readInt());
            case FRAMES -> new Frames(in.readBoolean(), in.readInt());
            case WAVEFORM -> new Waveform(in.readInt(), in.readInt());
            case SPECTRAL_SNR -> new SpectralSnr(in.readInt(), in.readDouble());
            default -> throw new IOException("Unknown question");
        };
        return new MediaRequest(
                question,
                in.readUTF(),
                in.readLong(),
                new Limits(in.readLong(), in.readLong(), in.readLong(), in.readDouble()));
    }
}

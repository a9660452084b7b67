package dev.tandem.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/** Sounds and videos for tests, encoded by the libraries that decode them. */
public final class MadeMedia implements AutoCloseable {
    private final AVFormatContext container;
    private final AVIOContext bytes = new AVIOContext(null);
    private final AVCodecContext encoder;
    private final AVStream stream;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final Path file;

    /** The colour of a point of a frame. */
    @FunctionalInterface
    public interface Painter {
        int rgb(int frame, int x, int y);
    }

    /** A sound at a time in seconds, from -1 to 1. */
    @FunctionalInterface
    public interface Wave {
        double at(int channel, double time);
    }

    private MadeMedia(String muxer, String encoderName) {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        try {
            file = Files.createTempFile("made", "." + muxer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        container = new AVFormatContext(null);
        check(avformat.avformat_alloc_output_context2(container, null, muxer, null));
        container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(encoderName);
        encoder = avcodec.avcodec_alloc_context3(codec);
        encoder.thread_count(1);
        encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
        if ((container.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
            encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        stream = avformat.avformat_new_stream(container, codec);
    }

    private static int check(int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg answered " + result);
        }
        return result;
    }

    /** A video with a key frame every {@code keyFrameEvery} frames, where the encoder is told so. */
    public static byte[] video(
            String muxer, String encoder, int width, int height, int rate, int frames, int keyFrameEvery, Painter painter) {
        try (MadeMedia made = new MadeMedia(muxer, encoder)) {
            made.encoder.width(width).height(height).pix_fmt(avutil.AV_PIX_FMT_YUV420P).gop_size(keyFrameEvery).max_b_frames(0);
            made.encoder.time_base(rational(1, rate)).framerate(rational(rate, 1));
            made.encoder.bit_rate(4_000_000).global_quality(2 * avutil.FF_QP2LAMBDA);
            made.encoder.flags(made.encoder.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
            made.encoder.color_range(avutil.AVCOL_RANGE_MPEG).strict_std_compliance(avcodec.FF_COMPLIANCE_UNOFFICIAL);
            made.begin();
            made.paint(width, height, frames, painter);
            return made.finish();
        }
    }

    /** The usual: MPEG-4 in MP4, 25 frames a second, key frames twelve frames apart. */
    public static byte[] video(int width, int height, int frames, Painter painter) {
        return video("mp4", "mpeg4", width, height, 25, frames, 12, painter);
    }

    /** A sound. */
    public static byte[] sound(String muxer, String encoder, int rate, int channels, double seconds, Wave wave) {
        try (MadeMedia made = new MadeMedia(muxer, encoder)) {
            boolean floats = encoder.equals("aac");
            boolean wide = encoder.equals("pcm_f32le");
            made.encoder.sample_rate(rate).time_base(rational(1, rate)).bit_rate(128_000);
            made.encoder.sample_fmt(floats ? avutil.AV_SAMPLE_FMT_FLTP
                    : wide ? avutil.AV_SAMPLE_FMT_FLT
                    : encoder.equals("libmp3lame") ? avutil.AV_SAMPLE_FMT_S16P : avutil.AV_SAMPLE_FMT_S16);
            avutil.av_channel_layout_default(made.encoder.ch_layout(), channels);
            made.begin();
            made.play(rate, channels, (long) Math.rint(seconds * rate), wave);
            return made.finish();
        }
    }

    /** A sound as it is, in a WAV file. */
    public static byte[] wav(int rate, int channels, double seconds, Wave wave) {
        return sound("wav", "pcm_s16le", rate, channels, seconds, wave);
    }

    private static AVRational rational(int numerator, int denominator) {
        return new AVRational().num(numerator).den(denominator);
    }

    private void begin() {
        AVDictionary options = new AVDictionary(null);
        // No key frames but those that are asked for.
        avutil.av_dict_set(options, "sc_threshold", "1000000000", 0);
        check(avcodec.avcodec_open2(encoder, encoder.codec(), options));
        avutil.av_dict_free(options);
        check(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
        stream.time_base(encoder.time_base());
        stream.avg_frame_rate(encoder.framerate());
        // Some formats are written back and forth, as only files can be.
        check(avformat.avio_open(bytes, file.toString(), avformat.AVIO_FLAG_WRITE));
        container.pb(bytes);
        check(avformat.avformat_write_header(container, (AVDictionary) null));
    }

    private void paint(int width, int height, int frames, Painter painter) {
        SwsContext scaler = swscale.sws_getContext(width, height, avutil.AV_PIX_FMT_RGB24, width, height, encoder.pix_fmt(),
                swscale.SWS_AREA | swscale.SWS_BITEXACT | swscale.SWS_ACCURATE_RND, null, null, (DoublePointer) null);
        AVFrame rgb = avutil.av_frame_alloc();
        rgb.width(width).height(height).format(avutil.AV_PIX_FMT_RGB24);
        check(avutil.av_frame_get_buffer(rgb, 0));
        byte[] row = new byte[3 * width];
        for (int number = 0; number < frames; number++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int colour = painter.rgb(number, x, y);
                    row[3 * x] = (byte) (colour >> 16);
                    row[3 * x + 1] = (byte) (colour >> 8);
                    row[3 * x + 2] = (byte) colour;
                }
                rgb.data(0).position((long) y * rgb.linesize(0)).put(row, 0, row.length);
            }
            frame.width(width).height(height).format(encoder.pix_fmt()).pts(number);
            frame.quality(encoder.global_quality());
            check(avutil.av_frame_get_buffer(frame, 0));
            swscale.sws_scale(scaler, rgb.data(), rgb.linesize(), 0, height, frame.data(), frame.linesize());
            send(frame);
            avutil.av_frame_unref(frame);
        }
        avutil.av_frame_free(rgb);
        swscale.sws_freeContext(scaler);
    }

    private void play(int rate, int channels, long samples, Wave wave) {
        int most = encoder.frame_size() > 0 ? encoder.frame_size() : 4096;
        boolean planar = avutil.av_sample_fmt_is_planar(encoder.sample_fmt()) != 0;
        boolean floats = avutil.av_get_bytes_per_sample(encoder.sample_fmt()) == Float.BYTES;
        for (long at = 0; at < samples; at += most) {
            int count = (int) Math.min(most, samples - at);
            frame.nb_samples(count).format(encoder.sample_fmt()).sample_rate(rate).pts(at);
            avutil.av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
            check(avutil.av_frame_get_buffer(frame, 0));
            int width = floats ? Float.BYTES : Short.BYTES;
            ByteBuffer values = ByteBuffer.allocate(width * count * channels).order(ByteOrder.nativeOrder());
            for (int i = 0; i < count; i++) {
                for (int channel = 0; channel < channels; channel++) {
                    double value = wave.at(channel, (double) (at + i) / rate);
                    int place = width * (planar ? channel * count + i : i * channels + channel);
                    if (floats) {
                        values.putFloat(place, (float) value);
                    } else {
                        values.putShort(place, (short) Math.clamp(Math.round(value * 32768), -32768, 32767));
                    }
                }
            }
            for (int plane = 0; plane < (planar ? channels : 1); plane++) {
                int length = planar ? width * count : values.capacity();
                frame.data(plane).put(values.array(), plane * length, length);
            }
            send(frame);
            avutil.av_frame_unref(frame);
        }
    }

    private void send(AVFrame shown) {
        check(avcodec.avcodec_send_frame(encoder, shown));
        while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
            avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
            packet.stream_index(stream.index());
            check(avformat.av_interleaved_write_frame(container, packet));
        }
    }

    private byte[] finish() {
        send(null);
        check(avformat.av_write_trailer(container));
        check(avformat.avio_close(bytes));
        try {
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(encoder);
        avformat.avformat_free_context(container);
    }
}

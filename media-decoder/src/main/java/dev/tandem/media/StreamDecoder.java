package dev.tandem.media;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Decodes one stream, on one thread and without short cuts, so that the same bytes give the same frames. Packets that the
 * decoder refuses are left out, as players do: sounds that were cut out of longer ones begin with some. Where there are
 * too many of them, the medium is broken.
 */
final class StreamDecoder implements AutoCloseable {
    /** One of so many packets may be refused, and one more. */
    private static final long PACKETS_PER_REFUSED = 10;
    private static final int EAGAIN = -11;
    private static final int EAGAIN_MACOS = -35;
    private static final int ENOMEM = -12;

    private final MediaInput input;
    private final AVStream stream;
    private final AVCodecContext decoder;
    private final AVFrame frame = avutil.av_frame_alloc();
    private long packets;
    private long refused;
    private long frames;

    private StreamDecoder(MediaInput input, AVStream stream, AVCodecContext decoder) {
        this.input = input;
        this.stream = stream;
        this.decoder = decoder;
    }

    /** Told of each frame, in the order in which they are shown or heard; the frame is another one afterwards. */
    @FunctionalInterface
    interface FrameSink {
        /** Whether there is need of more. */
        boolean accept(AVFrame frame) throws MediaFailure;
    }

    static StreamDecoder open(MediaInput input, AVStream stream, long framePixels) throws MediaFailure {
        int id = stream.codecpar().codec_id();
        AVCodec codec = avcodec.avcodec_find_decoder(id);
        if (codec == null) {
            throw MediaFailure.broken("There is no decoder for '" + avcodec.avcodec_get_name(id).getString() + "'");
        }
        AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "codec_whitelist", Decoders.KNOWN, 0);
        avcodec.avcodec_parameters_to_context(decoder, stream.codecpar());
        decoder.thread_count(1);
        decoder.max_pixels(framePixels);
        decoder.pkt_timebase(stream.time_base());
        decoder.flags(decoder.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
        int opened = avcodec.avcodec_open2(decoder, codec, options);
        avutil.av_dict_free(options);
        if (opened < 0) {
            avcodec.avcodec_free_context(decoder);
            throw MediaFailure.broken("The file's '" + avcodec.avcodec_get_name(id).getString() + "' cannot be decoded");
        }
        return new StreamDecoder(input, stream, decoder);
    }

    /** Decodes until the sink has enough. */
    void decode(FrameSink sink) throws MediaFailure {
        boolean[] more = {true};
        input.packets(stream, packet -> {
            packets++;
            more[0] = send(packet, sink);
            return more[0];
        });
        if (more[0]) {
            send(null, sink);
        }
        if (frames == 0) {
            throw MediaFailure.broken("Nothing of the file can be decoded");
        }
        if (more[0] && refused > packets / PACKETS_PER_REFUSED + 1) {
            throw MediaFailure.broken("Much of the file cannot be decoded");
        }
    }

    /** When the frame is shown, in seconds; NaN where the container does not say. */
    double seconds(AVFrame shown) {
        long time = shown.best_effort_timestamp();
        return time == avutil.AV_NOPTS_VALUE ? Double.NaN : time * avutil.av_q2d(stream.time_base());
    }

    private boolean send(AVPacket packet, FrameSink sink) throws MediaFailure {
        int sent = avcodec.avcodec_send_packet(decoder, packet);
        count(sent);
        while (true) {
            int received = avcodec.avcodec_receive_frame(decoder, frame);
            if (received == EAGAIN || received == EAGAIN_MACOS || received == avutil.AVERROR_EOF()) {
                return true;
            }
            count(received);
            if (received < 0) {
                return true;
            }
            frames++;
            Watchdog.alive();
            boolean more = sink.accept(frame);
            avutil.av_frame_unref(frame);
            if (!more) {
                return false;
            }
        }
    }

    private void count(int result) throws MediaFailure {
        if (result == ENOMEM) {
            throw MediaFailure.limit("takes more memory to decode than there is");
        }
        refused += result < 0 ? 1 : 0;
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(decoder);
    }
}

package dev.tandem.media;

import java.util.OptionalInt;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** A container that is taken apart, packet by packet. */
final class MediaInput implements AutoCloseable {
    private static final int MOST_STREAMS = 64;
    /** Far more than hours of sound or video have. */
    private static final long MOST_PACKETS = 1 << 23;

    private final AVIOContext bytes;
    private final AVFormatContext container;
    private final AVPacket packet;
    private long packets;

    private MediaInput(AVIOContext bytes, AVFormatContext container) {
        this.bytes = bytes;
        this.container = container;
        this.packet = avcodec.av_packet_alloc();
    }

    /** Opens a medium as what it is said to be, with no protocol and none but the decoders that are known here. */
    static MediaInput open(MediaMemory memory, String demuxer) throws MediaFailure {
        AVInputFormat format = avformat.av_find_input_format(demuxer);
        if (format == null) {
            throw new IllegalArgumentException("There is no demuxer '" + demuxer + "'");
        }
        AVIOContext bytes = memory.open();
        AVFormatContext container = avformat.avformat_alloc_context();
        container.pb(bytes);
        container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO | AVFormatContext.AVFMT_FLAG_BITEXACT);
        container.max_streams(MOST_STREAMS);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
        avutil.av_dict_set(options, "codec_whitelist", Decoders.KNOWN, 0);
        int opened = avformat.avformat_open_input(container, (String) null, format, options);
        avutil.av_dict_free(options);
        if (opened < 0) {
            // The container was freed with it.
            free(bytes);
            throw MediaFailure.broken("The file is not readable as what it begins as");
        }
        MediaInput input = new MediaInput(bytes, container);
        if (avformat.avformat_find_stream_info(container, (AVDictionary) null) < 0) {
            input.close();
            throw MediaFailure.broken("The file does not tell what is in it");
        }
        return input;
    }

    /** The first stream of a type that is no picture of a cover. */
    AVStream stream(int type) throws MediaFailure {
        OptionalInt found = OptionalInt.empty();
        for (int i = container.nb_streams() - 1; i >= 0; i--) {
            AVStream stream = container.streams(i);
            if (stream.codecpar().codec_type() == type
                    && (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) == 0) {
                found = OptionalInt.of(i);
            }
        }
        if (found.isEmpty()) {
            throw MediaFailure.broken(
                    "There is no " + (type == avutil.AVMEDIA_TYPE_VIDEO ? "video" : "sound") + " in the file");
        }
        for (int i = 0; i < container.nb_streams(); i++) {
            container.streams(i).discard(i == found.getAsInt() ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
        }
        return container.streams(found.getAsInt());
    }

    /** Takes packets until one says that it is enough, or all were there. */
    void packets(AVStream stream, PacketSink sink) throws MediaFailure {
        int index = stream.index();
        boolean more = true;
        while (more) {
            int read = avformat.av_read_frame(container, packet);
            if (read == avutil.AVERROR_EOF()) {
                return;
            }
            if (read < 0) {
                throw MediaFailure.broken("The file breaks off, or goes on with something else");
            }
            try {
                Watchdog.alive();
                packets++;
                if (packets > MOST_PACKETS) {
                    throw MediaFailure.limit("has more than " + MOST_PACKETS + " packets");
                }
                if (packet.stream_index() == index) {
                    more = sink.accept(packet);
                }
            } finally {
                avcodec.av_packet_unref(packet);
            }
        }
    }

    /** Told of each packet of a stream. */
    @FunctionalInterface
    interface PacketSink {
        /** Whether there is need of more. */
        boolean accept(AVPacket packet) throws MediaFailure;
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(container);
        free(bytes);
    }

    private static void free(AVIOContext bytes) {
        avutil.av_free(bytes.buffer());
        avformat.avio_context_free(bytes);
    }
}

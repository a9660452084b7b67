package dev.tandem.media;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Counts the packets of a video: what its container says, and headers only promise. */
final class Containers {
    private final MediaRequest.Limits limits;
    /** In the stream's units; files may claim times that no whole number has room for together. */
    private double first = Double.POSITIVE_INFINITY;
    private double end = Double.NEGATIVE_INFINITY;
    private long frames;
    private long keyFrames;

    private Containers(MediaRequest.Limits limits) {
        this.limits = limits;
    }

    static MediaAnswer.Streams streams(MediaMemory memory, MediaRequest request) throws MediaFailure {
        try (MediaInput input = MediaInput.open(memory, request.demuxer())) {
            AVStream video = input.stream(avutil.AVMEDIA_TYPE_VIDEO);
            AVCodecParameters pictures = video.codecpar();
            check(pictures.width(), pictures.height(), request.limits());
            Containers count = new Containers(request.limits());
            input.packets(video, count::add);
            return count.answer(video);
        }
    }

    static void check(int width, int height, MediaRequest.Limits limits) throws MediaFailure {
        if (width <= 0 || height <= 0) {
            throw MediaFailure.broken("The video has no size");
        }
        if ((long) width * height > limits.framePixels()) {
            throw MediaFailure.limit("has " + width + " x " + height + " pixels, more than " + limits.framePixels() + " in all");
        }
    }

    private boolean add(AVPacket packet) throws MediaFailure {
        frames++;
        if (frames > limits.frames()) {
            throw MediaFailure.limit("has more than " + limits.frames() + " frames");
        }
        keyFrames += (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0 ? 1 : 0;
        long time = packet.pts() != avutil.AV_NOPTS_VALUE ? packet.pts() : packet.dts();
        if (time != avutil.AV_NOPTS_VALUE) {
            first = Math.min(first, time);
            end = Math.max(end, (double) time + Math.max(0, packet.duration()));
        }
        return true;
    }

    private MediaAnswer.Streams answer(AVStream video) throws MediaFailure {
        if (frames == 0) {
            throw MediaFailure.broken("There is no frame in the video");
        }
        double rate = avutil.av_q2d(video.avg_frame_rate());
        double seconds = end > first ? (end - first) * avutil.av_q2d(video.time_base()) : rate > 0 ? frames / rate : 0;
        if (!(seconds <= limits.seconds())) {
            throw MediaFailure.limit("is longer than " + limits.seconds() + " seconds");
        }
        return new MediaAnswer.Streams(
                video.codecpar().width(), video.codecpar().height(), frames, keyFrames, Rounding.to(seconds, 6));
    }
}

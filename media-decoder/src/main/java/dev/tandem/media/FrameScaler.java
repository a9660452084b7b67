package dev.tandem.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;

/** Frames in one format and at most one length of their longer side, by the mean of what each pixel covers. */
final class FrameScaler implements AutoCloseable {
    private final int format;
    private final int channels;
    private final int longest;
    private final AVFrame target = avutil.av_frame_alloc();
    private SwsContext context;

    private FrameScaler(int format, int channels, int longest) {
        this.format = format;
        this.channels = channels;
        this.longest = longest;
    }

    static FrameScaler grey(int longest) {
        return new FrameScaler(avutil.AV_PIX_FMT_GRAY8, 1, longest);
    }

    static FrameScaler rgb(int longest) {
        return new FrameScaler(avutil.AV_PIX_FMT_RGB24, 3, longest);
    }

    /**
     * Pixels row by row.
     *
     * @param samples one byte a pixel, or three
     */
    record Plane(int width, int height, byte[] samples) {}

    Plane of(AVFrame frame) throws MediaFailure {
        int width = frame.width();
        int height = frame.height();
        double scale = Math.min(1, (double) longest / Math.max(width, height));
        return of(frame, Math.max(1, (int) Math.rint(width * scale)), Math.max(1, (int) Math.rint(height * scale)));
    }

    private Plane of(AVFrame frame, int width, int height) throws MediaFailure {
        context = swscale.sws_getCachedContext(
                context, frame.width(), frame.height(), frame.format(), width, height, format,
                swscale.SWS_AREA | swscale.SWS_BITEXACT | swscale.SWS_ACCURATE_RND, null, null, (DoublePointer) null);
        if (context == null || context.isNull()) {
            throw MediaFailure.broken("The video has pixels of an unknown kind");
        }
        if (target.width() != width || target.height() != height) {
            avutil.av_frame_unref(target);
            target.format(format);
            target.width(width);
            target.height(height);
            if (avutil.av_frame_get_buffer(target, 0) < 0) {
                throw MediaFailure.limit("takes more memory to scale than there is");
            }
        }
        if (swscale.sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), target.data(), target.linesize()) < 0) {
            throw MediaFailure.broken("A frame of the video cannot be scaled");
        }
        byte[] samples = new byte[width * height * channels];
        BytePointer rows = target.data(0);
        for (int y = 0; y < height; y++) {
            rows.position((long) y * target.linesize(0)).get(samples, y * width * channels, width * channels);
        }
        return new Plane(width, height, samples);
    }

    @Override
    public void close() {
        avutil.av_frame_free(target);
        if (context != null) {
            swscale.sws_freeContext(context);
        }
    }
}

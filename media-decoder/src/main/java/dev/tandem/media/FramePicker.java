package dev.tandem.media;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Takes pictures out of a video, in the size that they have. */
final class FramePicker {
    /** What an answer may hold. */
    private static final long MOST_BYTES = 64L << 20;

    private final MediaRequest.Limits limits;
    private final MediaRequest.Frames wanted;
    private final long[] places;
    private final List<MediaAnswer.Picture> pictures = new ArrayList<>();
    private long pixels;
    private long bytes;
    private long frames;

    private FramePicker(MediaRequest.Limits limits, MediaRequest.Frames wanted, long[] places) {
        this.limits = limits;
        this.wanted = wanted;
        this.places = places;
    }

    static MediaAnswer.Frames pick(MediaMemory memory, MediaRequest request, MediaRequest.Frames wanted) throws MediaFailure {
        MediaAnswer.Streams streams = Containers.streams(memory, request);
        long[] places = wanted.keyFrames() ? new long[0] : VideoMeter.spread(wanted.most(), streams.frames());
        FramePicker picker = new FramePicker(request.limits(), wanted, places);
        try (MediaInput input = MediaInput.open(memory, request.demuxer());
                FrameScaler scaler = FrameScaler.rgb(Integer.MAX_VALUE)) {
            AVStream stream = input.stream(avutil.AVMEDIA_TYPE_VIDEO);
            try (StreamDecoder decoder = StreamDecoder.open(input, stream, request.limits().framePixels())) {
                decoder.decode(frame -> picker.add(frame, decoder.seconds(frame), scaler));
            }
        }
        return new MediaAnswer.Frames(picker.pictures);
    }

    private boolean add(AVFrame frame, double seconds, FrameScaler scaler) throws MediaFailure {
        pixels = VideoMeter.checked(frame, pixels, limits);
        boolean taken = wanted.keyFrames()
                ? (frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0
                : pictures.size() < places.length && places[pictures.size()] == frames;
        frames++;
        if (taken) {
            byte[] jpeg = JpegFile.of(scaler.of(frame));
            bytes += jpeg.length;
            if (bytes > MOST_BYTES) {
                throw MediaFailure.limit("has pictures of more than " + MOST_BYTES + " bytes; take fewer of them");
            }
            pictures.add(new MediaAnswer.Picture(Double.isNaN(seconds) ? 0 : Rounding.to(seconds, 6), jpeg));
        }
        return pictures.size() < (wanted.keyFrames() ? wanted.most() : places.length);
    }
}

package dev.tandem.media;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Measures a video while it is decoded: changes of all frames, motion between some, text on a few. */
final class VideoMeter implements AutoCloseable {
    /** Longer sides of the pictures that are looked at, in pixels: colours need least. */
    private static final int COLOUR_SIDE = 256;
    private static final int MOTION_SIDE = 320;
    private static final int TEXT_SIDE = 640;

    private final MediaRequest.Limits limits;
    private final long motionStep;
    private final long[] textFrames;
    private final FrameScaler colours = FrameScaler.rgb(COLOUR_SIDE);
    private final FrameScaler motionGreys = FrameScaler.grey(MOTION_SIDE);
    private final FrameScaler textGreys = FrameScaler.grey(TEXT_SIDE);
    private final ColourChange change = new ColourChange();
    private final Numbers changes = new Numbers();
    private final Numbers motions = new Numbers();
    private final Numbers textAreas = new Numbers();
    private FrameScaler.Plane lastGrey;
    private int nextText;
    private long pixels;
    private long frames;

    private VideoMeter(MediaAnswer.Streams streams, MediaRequest.Video video, MediaRequest.Limits limits) {
        this.limits = limits;
        double rate = streams.seconds() > 0 ? streams.frames() / streams.seconds() : video.samplingFps();
        long step = (long) Math.rint(rate / Math.min(video.samplingFps(), rate));
        // At least two frames are compared, where there are two.
        this.motionStep = Math.max(1, Math.min(step, streams.frames() - 1));
        this.textFrames = spread(video.textFrames(), streams.frames());
    }

    /** Frames from the first to the last, evenly; one alone is the one in the middle. */
    static long[] spread(int count, long frames) {
        int most = (int) Math.min(count, frames);
        long[] spread = new long[most];
        for (int i = 0; i < most; i++) {
            spread[i] = most == 1 ? frames / 2 : i * (frames - 1) / (most - 1);
        }
        return spread;
    }

    static MediaAnswer.Video measure(MediaMemory memory, MediaRequest request, MediaRequest.Video video) throws MediaFailure {
        MediaAnswer.Streams streams = Containers.streams(memory, request);
        try (MediaInput input = MediaInput.open(memory, request.demuxer());
                VideoMeter meter = new VideoMeter(streams, video, request.limits())) {
            AVStream stream = input.stream(avutil.AVMEDIA_TYPE_VIDEO);
            try (StreamDecoder decoder = StreamDecoder.open(input, stream, request.limits().framePixels())) {
                decoder.decode(meter::add);
            }
            return meter.answer(streams);
        }
    }

    private boolean add(AVFrame frame) throws MediaFailure {
        pixels = checked(frame, pixels, limits);
        if (frames >= limits.frames()) {
            throw MediaFailure.limit("has more than " + limits.frames() + " frames");
        }
        changes.add(change.next(colours.of(frame)));
        if (frames % motionStep == 0) {
            compare(motionGreys.of(frame));
        }
        if (nextText < textFrames.length && textFrames[nextText] == frames) {
            textAreas.add(TextArea.of(textGreys.of(frame)));
            nextText++;
        }
        frames++;
        return true;
    }

    /** Pixels so far and of one more frame. */
    static long checked(AVFrame frame, long before, MediaRequest.Limits limits) throws MediaFailure {
        Containers.check(frame.width(), frame.height(), limits);
        long sum = before + (long) frame.width() * frame.height();
        if (sum > limits.pixels()) {
            throw MediaFailure.limit("has more than " + limits.pixels() + " pixels in all its frames");
        }
        return sum;
    }

    private void compare(FrameScaler.Plane grey) {
        if (lastGrey != null && lastGrey.width() == grey.width() && lastGrey.height() == grey.height()) {
            double diagonal = Math.sqrt((double) grey.width() * grey.width() + (double) grey.height() * grey.height());
            motions.add(OpticalFlow.meanLength(lastGrey, grey) / diagonal);
        }
        lastGrey = grey;
    }

    private MediaAnswer.Video answer(MediaAnswer.Streams streams) {
        float[] rounded = new float[changes.size()];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) changes.at(i);
        }
        return new MediaAnswer.Video(
                streams, frames, rounded, motions.size() == 0 ? -1 : Rounding.to(mean(motions), 9), Rounding.to(mean(textAreas), 6));
    }

    private static double mean(Numbers numbers) {
        return Arrays.stream(numbers.toArray()).average().orElse(0);
    }

    @Override
    public void close() {
        colours.close();
        motionGreys.close();
        textGreys.close();
    }
}

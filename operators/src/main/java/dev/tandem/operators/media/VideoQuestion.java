package dev.tandem.operators.media;

import dev.tandem.media.MediaRequest;

/** What is asked of a video: the same for all operators with default parameters, so that it is decoded once for all of them. */
final class VideoQuestion {
    static final MediaRequest.Video DEFAULT = new MediaRequest.Video(2, 3);

    private VideoQuestion() {}

    static MediaRequest.Video motion(double samplingFps) {
        return new MediaRequest.Video(samplingFps, DEFAULT.textFrames());
    }

    static MediaRequest.Video text(int frames) {
        return new MediaRequest.Video(DEFAULT.samplingFps(), frames);
    }
}

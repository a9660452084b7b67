package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Measures media in this process, as a worker does in its own. */
final class Measured {
    static final MediaRequest.Limits LIMITS = new MediaRequest.Limits(36_000_000, 1_000_000, 50_000_000_000L, 14_400);
    static final MediaRequest.Video VIDEO = new MediaRequest.Video(2, 3);

    private Measured() {}

    static MediaAnswer.Audio audio(String demuxer, byte[] file) {
        return (MediaAnswer.Audio) of(new MediaRequest.Audio(), demuxer, file, LIMITS);
    }

    static MediaAnswer.Streams streams(String demuxer, byte[] file) {
        MediaAnswer answer = of(new MediaRequest.Streams(), demuxer, file, LIMITS);
        assertThat(answer).isInstanceOf(MediaAnswer.Streams.class);
        return (MediaAnswer.Streams) answer;
    }

    static MediaAnswer.Video video(byte[] mp4) {
        return (MediaAnswer.Video) of(VIDEO, "mov", mp4, LIMITS);
    }

    static synchronized MediaAnswer of(MediaRequest.Question question, String demuxer, byte[] file, MediaRequest.Limits limits) {
        MediaRequest request = new MediaRequest(question, demuxer, file.length, limits);
        try {
            MediaAnswer answer = MediaWorker.measure(request, new DataInputStream(new ByteArrayInputStream(file)));
            return MediaAnswer.decode(answer.encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

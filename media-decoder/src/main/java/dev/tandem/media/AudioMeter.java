package dev.tandem.media;

import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Measures a sound while it is decoded. */
final class AudioMeter {
    /** Any processor: what floating point decoders compute with vector instructions differs in the last bits. */
    static final int NO_VECTORS = 0;
    static final int ALL_VECTORS = -1;
    private static final int MOST_CHANNELS = 64;

    private final MediaRequest.Limits limits;
    private final Samples samples = new Samples();
    private Loudness loudness;
    private Levels levels;
    private int rate;
    private int channels;
    private long count;

    private AudioMeter(MediaRequest.Limits limits) {
        this.limits = limits;
    }

    static MediaAnswer.Audio measure(MediaMemory memory, MediaRequest request) throws MediaFailure {
        AudioMeter meter = new AudioMeter(request.limits());
        hear(memory, request, meter::add);
        return meter.answer();
    }

    /** Decodes a sound to the same numbers on any machine, as far as it is asked for. */
    static void hear(MediaMemory memory, MediaRequest request, StreamDecoder.FrameSink sink) throws MediaFailure {
        avutil.av_force_cpu_flags(NO_VECTORS);
        try (MediaInput input = MediaInput.open(memory, request.demuxer())) {
            AVStream stream = input.stream(avutil.AVMEDIA_TYPE_AUDIO);
            try (StreamDecoder decoder = StreamDecoder.open(input, stream, request.limits().framePixels())) {
                decoder.decode(sink);
            }
        } finally {
            avutil.av_force_cpu_flags(ALL_VECTORS);
        }
    }

    private boolean add(AVFrame frame) throws MediaFailure {
        if (loudness == null) {
            begin(frame);
        }
        if (frame.sample_rate() != rate || frame.ch_layout().nb_channels() != channels) {
            throw MediaFailure.broken("The sound changes its sample rate or channels midway");
        }
        int length = frame.nb_samples();
        count += length;
        if (count > limits.seconds() * rate) {
            throw MediaFailure.limit("is longer than " + limits.seconds() + " seconds");
        }
        double[][] values = samples.of(frame, channels);
        loudness.add(values, length);
        levels.add(values, length);
        return true;
    }

    private void begin(AVFrame frame) throws MediaFailure {
        rate = frame.sample_rate();
        channels = frame.ch_layout().nb_channels();
        check(rate, channels);
        loudness = new Loudness(rate, Loudness.weights(frame.ch_layout()));
        levels = new Levels(rate, channels);
    }

    static void check(int rate, int channels) throws MediaFailure {
        if (rate <= 0 || channels <= 0) {
            throw MediaFailure.broken("The sound has no sample rate or no channels");
        }
        if (channels > MOST_CHANNELS) {
            throw MediaFailure.limit("has more than " + MOST_CHANNELS + " channels");
        }
    }

    private MediaAnswer.Audio answer() throws MediaFailure {
        if (count == 0) {
            throw MediaFailure.broken("There is no sample in the sound");
        }
        levels.finish();
        return new MediaAnswer.Audio(
                rate,
                channels,
                Rounding.to((double) count / rate, 6),
                Rounding.to(loudness.integrated(), 2),
                Rounding.to(levels.rms(), 2),
                Rounding.to(levels.snr(), 2),
                levels.histogram());
    }
}

package dev.tandem.media;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Takes the samples of a sound as models want them: the mean of all channels, at one rate, the same bytes on every processor. */
final class WaveformReader implements AutoCloseable {
    private static final int MOST_CHANNELS = 64;
    private static final int MOST_RATE = 384_000;
    /** Room for what the filter of the resampler holds back. */
    private static final int ROOM = 4_096;

    private final MediaRequest.Waveform question;
    private final MediaRequest.Limits limits;
    private final Samples samples = new Samples();
    private final int most;
    private SwrContext resampler;
    private float[] heard = new float[1 << 14];
    private int count;
    private int rate;
    private int channels;
    private long read;

    private WaveformReader(MediaRequest.Waveform question, MediaRequest.Limits limits) {
        this.question = question;
        this.limits = limits;
        this.most = Math.multiplyExact(question.sampleRate(), question.mostSeconds());
    }

    static MediaAnswer.Waveform read(MediaMemory memory, MediaRequest request, MediaRequest.Waveform question) throws MediaFailure {
        avutil.av_force_cpu_flags(AudioMeter.NO_VECTORS);
        try (MediaInput input = MediaInput.open(memory, request.demuxer());
                WaveformReader reader = new WaveformReader(question, request.limits())) {
            AVStream stream = input.stream(avutil.AVMEDIA_TYPE_AUDIO);
            try (StreamDecoder decoder = StreamDecoder.open(input, stream, request.limits().framePixels())) {
                decoder.decode(reader::add);
            }
            return reader.answer();
        } finally {
            avutil.av_force_cpu_flags(AudioMeter.ALL_VECTORS);
        }
    }

    private boolean add(AVFrame frame) throws MediaFailure {
        if (resampler == null) {
            begin(frame);
        }
        if (frame.sample_rate() != rate || frame.ch_layout().nb_channels() != channels) {
            throw MediaFailure.broken("The sound changes its sample rate or channels midway");
        }
        int length = frame.nb_samples();
        read += length;
        if (read > limits.seconds() * rate) {
            throw MediaFailure.limit("is longer than " + limits.seconds() + " seconds");
        }
        resample(mean(samples.of(frame, channels), length));
        return count < most;
    }

    private void begin(AVFrame frame) throws MediaFailure {
        rate = frame.sample_rate();
        channels = frame.ch_layout().nb_channels();
        if (rate <= 0 || channels <= 0) {
            throw MediaFailure.broken("The sound has no sample rate or no channels");
        }
        if (channels > MOST_CHANNELS || rate > MOST_RATE) {
            throw MediaFailure.limit("has more than " + MOST_CHANNELS + " channels or " + MOST_RATE + " samples of a second");
        }
        resampler = new SwrContext(null);
        try (AVChannelLayout mono = new AVChannelLayout()) {
            avutil.av_channel_layout_default(mono, 1);
            int made = swresample.swr_alloc_set_opts2(
                    resampler, mono, avutil.AV_SAMPLE_FMT_FLT, question.sampleRate(), mono, avutil.AV_SAMPLE_FMT_FLT, rate, 0, null);
            if (made < 0 || swresample.swr_init(resampler) < 0) {
                throw MediaFailure.broken("The sound has a sample rate of " + rate + ", which cannot be changed");
            }
        }
    }

    private static float[] mean(double[][] values, int length) {
        float[] mean = new float[length];
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (double[] channel : values) {
                sum += channel[i];
            }
            mean[i] = (float) (sum / values.length);
        }
        return mean;
    }

    /** Of nothing: what the resampler still holds. */
    private void resample(float[] values) throws MediaFailure {
        int room = (int) ((long) values.length * question.sampleRate() / rate) + ROOM;
        try (FloatPointer in = new FloatPointer(Math.max(1, values.length));
                FloatPointer out = new FloatPointer(room);
                BytePointer inBytes = new BytePointer(in);
                BytePointer outBytes = new BytePointer(out)) {
            in.put(values, 0, values.length);
            int made = swresample.swr_convert(resampler, outBytes, room, values.length == 0 ? null : inBytes, values.length);
            if (made < 0) {
                throw MediaFailure.broken("The sound cannot be brought to another sample rate");
            }
            int taken = Math.min(made, most - count);
            if (heard.length < count + taken) {
                heard = Arrays.copyOf(heard, Math.max(count + taken, Math.min(most, 2 * heard.length)));
            }
            out.get(heard, count, taken);
            count += taken;
        }
    }

    private MediaAnswer.Waveform answer() throws MediaFailure {
        if (read == 0) {
            throw MediaFailure.broken("There is no sample in the sound");
        }
        resample(new float[0]);
        return new MediaAnswer.Waveform(count == heard.length ? heard : Arrays.copyOf(heard, count));
    }

    @Override
    public void close() {
        if (resampler != null) {
            swresample.swr_free(resampler);
        }
    }
}

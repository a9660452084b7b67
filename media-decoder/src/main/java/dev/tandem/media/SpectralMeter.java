package dev.tandem.media;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Takes the beginning of a sound apart by its spectrum, into a signal and a noise. */
final class SpectralMeter {
    /** What the memory of a worker is enough for, with the spectrum of it. */
    private static final int MOST_SAMPLES = 6_000_000;

    private final MediaRequest.SpectralSnr question;
    private final Samples samples = new Samples();
    private float[] mono = new float[1 << 16];
    private int count;

    private SpectralMeter(MediaRequest.SpectralSnr question) {
        this.question = question;
    }

    static MediaAnswer.SpectralSnr measure(MediaMemory memory, MediaRequest request, MediaRequest.SpectralSnr question)
            throws MediaFailure {
        SpectralMeter meter = new SpectralMeter(question);
        AudioMeter.hear(memory, request, meter::add);
        return new MediaAnswer.SpectralSnr(meter.snr());
    }

    private boolean add(AVFrame frame) throws MediaFailure {
        int channels = frame.ch_layout().nb_channels();
        AudioMeter.check(frame.sample_rate(), channels);
        double[][] values = samples.of(frame, channels);
        int most = (int) Math.min(MOST_SAMPLES, question.seconds() * frame.sample_rate());
        for (int i = 0; i < frame.nb_samples() && count < most; i++) {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += values[channel][i];
            }
            if (count == mono.length) {
                mono = Arrays.copyOf(mono, 2 * count);
            }
            mono[count++] = (float) (sum / channels);
        }
        return count < most;
    }

    private double snr() throws MediaFailure {
        if (count == 0) {
            throw MediaFailure.broken("There is no sample in the sound");
        }
        NonNegativeFactors factors = NonNegativeFactors.of(
                Spectrogram.magnitudes(mono, count), Spectrogram.windows(count), Spectrogram.FREQUENCIES, question.iterations());
        double signal = Spectrogram.power(factors.right(0), factors.left(0));
        double noise = Spectrogram.power(factors.right(1), factors.left(1));
        if (noise == 0) {
            return Double.MAX_VALUE;
        }
        // A sound that is too short to tell, or has no signal at all, is below any limit.
        return signal > 0 ? Rounding.to(10 * StrictMath.log10(signal / noise), 4) : -Double.MAX_VALUE;
    }
}

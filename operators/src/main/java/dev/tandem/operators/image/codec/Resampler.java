package dev.tandem.operators.image.codec;

import dev.tandem.core.image.ResamplingWeights;

/**
 * Pictures in another size: rows first, then columns, with eight bits more in between. As many rows are held as one row of
 * the result is made of.
 */
public final class Resampler {
    private static final int EXTRA_BITS = 8;

    private final Pixels source;
    private final ResamplingWeights horizontal;
    private final ResamplingWeights vertical;

    private Resampler(Pixels source, ResamplingWeights horizontal, ResamplingWeights vertical) {
        this.source = source;
        this.horizontal = horizontal;
        this.vertical = vertical;
    }

    /** The picture in as many columns and rows as the weights are for. Transparency is a channel like any other. */
    public static Pixels resize(Pixels source, ResamplingWeights horizontal, ResamplingWeights vertical) {
        return new Resampler(source, horizontal, vertical).resized();
    }

    private Pixels resized() {
        Pixels result = Pixels.empty(horizontal.outputs(), vertical.outputs(), source.channels());
        int length = result.width() * result.channels();
        int window = 1;
        for (int y = 0; y < result.height(); y++) {
            window = Math.max(window, vertical.of(y).length);
        }
        int[][] rows = new int[window][length];
        int ready = 0;
        for (int y = 0; y < result.height(); y++) {
            int first = vertical.first(y);
            int[] weights = vertical.of(y);
            for (ready = Math.max(ready, first); ready < first + weights.length; ready++) {
                row(ready, rows[ready % window]);
            }
            for (int i = 0; i < length; i++) {
                long sum = 1L << (ResamplingWeights.FRACTION_BITS + EXTRA_BITS - 1);
                for (int j = 0; j < weights.length; j++) {
                    sum += (long) weights[j] * rows[(first + j) % window][i];
                }
                result.samples()[y * length + i] =
                        (byte) Math.clamp(sum >> ResamplingWeights.FRACTION_BITS + EXTRA_BITS, 0, 255);
            }
        }
        return result;
    }

    private void row(int y, int[] target) {
        int channels = source.channels();
        byte[] samples = source.samples();
        for (int x = 0; x < horizontal.outputs(); x++) {
            int[] weights = horizontal.of(x);
            int from = (y * source.width() + horizontal.first(x)) * channels;
            for (int channel = 0; channel < channels; channel++) {
                long sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += (long) weights[i] * (samples[from + i * channels + channel] & 0xff);
                }
                target[x * channels + channel] = (int) (sum >> ResamplingWeights.FRACTION_BITS - EXTRA_BITS);
            }
        }
    }
}

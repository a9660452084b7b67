package dev.tandem.media;

import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Integrated loudness after ITU-R BS.1770-4 (EBU R 128): blocks of 400 ms, one each 100 ms, above a gate of -70 LUFS and then
 * above one of 10 LU below the mean of these. A sound shorter than a block is one block.
 */
final class Loudness {
    /** What a sound without any block above the gate has: nothing is quieter. */
    static final double SILENT = -70;

    private static final double OFFSET = -0.691;
    private static final int STEPS_PER_BLOCK = 4;
    private static final int STEPS_PER_SECOND = 10;
    private static final double SURROUND = 1.41;

    private final double[] weights;
    private final KWeighting[] filters;
    private final int rate;
    /** Power and length of each step. */
    private final Numbers energies = new Numbers();
    private final Numbers lengths = new Numbers();
    private double energy;
    private long samples;
    private long stepStart;
    private long stepEnd;

    Loudness(int rate, double[] weights) {
        this.rate = rate;
        this.weights = weights;
        this.filters = new KWeighting[weights.length];
        for (int channel = 0; channel < filters.length; channel++) {
            filters[channel] = new KWeighting(rate);
        }
        stepEnd = end(1);
    }

    /** How much each channel counts, by where its speaker stands: surround more, low frequencies not at all. */
    static double[] weights(AVChannelLayout layout) {
        double[] weights = new double[layout.nb_channels()];
        for (int i = 0; i < weights.length; i++) {
            int channel = avutil.av_channel_layout_channel_from_index(layout, i);
            boolean low = channel == avutil.AV_CHAN_LOW_FREQUENCY || channel == avutil.AV_CHAN_LOW_FREQUENCY_2;
            boolean surround = channel == avutil.AV_CHAN_SIDE_LEFT || channel == avutil.AV_CHAN_SIDE_RIGHT
                    || channel == avutil.AV_CHAN_BACK_LEFT || channel == avutil.AV_CHAN_BACK_RIGHT
                    || channel == avutil.AV_CHAN_BACK_CENTER;
            weights[i] = low ? 0 : surround ? SURROUND : 1;
        }
        return weights;
    }

    private long end(long step) {
        return Math.max(step, step * rate / STEPS_PER_SECOND);
    }

    void add(double[][] channels, int count) {
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < weights.length; channel++) {
                double value = filters[channel].next(channels[channel][i]);
                energy += weights[channel] * value * value;
            }
            samples++;
            if (samples == stepEnd) {
                finishStep();
                stepEnd = end(energies.size() + 1L);
            }
        }
    }

    private void finishStep() {
        energies.add(energy);
        lengths.add(samples - stepStart);
        stepStart = samples;
        energy = 0;
    }

    /** In LUFS. */
    double integrated() {
        if (energies.size() < STEPS_PER_BLOCK) {
            double all = energy;
            for (int i = 0; i < energies.size(); i++) {
                all += energies.at(i);
            }
            return samples == 0 ? SILENT : Math.max(SILENT, level(all / samples));
        }
        double[] blocks = blocks();
        double first = mean(blocks, SILENT);
        return first == 0 ? SILENT : Math.max(SILENT, level(mean(blocks, Math.max(SILENT, level(first) - 10))));
    }

    private double[] blocks() {
        double[] blocks = new double[energies.size() - STEPS_PER_BLOCK + 1];
        for (int block = 0; block < blocks.length; block++) {
            double sum = 0;
            double length = 0;
            for (int step = block; step < block + STEPS_PER_BLOCK; step++) {
                sum += energies.at(step);
                length += lengths.at(step);
            }
            blocks[block] = sum / length;
        }
        return blocks;
    }

    /** Mean power of the blocks above a gate; 0 for none. */
    private static double mean(double[] blocks, double gate) {
        double power = StrictMath.pow(10, (gate - OFFSET) / 10);
        double sum = 0;
        int count = 0;
        for (double block : blocks) {
            if (block > power) {
                sum += block;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double level(double power) {
        return power <= 0 ? SILENT : OFFSET + 10 * StrictMath.log10(power);
    }
}

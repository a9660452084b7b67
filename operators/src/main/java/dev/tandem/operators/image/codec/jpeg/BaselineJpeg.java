package dev.tandem.operators.image.codec.jpeg;

import java.util.Optional;

/**
 * Decodes the JPEG files that nearly all are: baseline, grey or luma and chroma, in one scan, whole. The samples are to the
 * bit those of libjpeg with its default settings; files of any other kind, and whatever is odd in a file, are left to
 * others. Work and memory are bounded by the number of pixels.
 */
public final class BaselineJpeg {
    private static final int BLOCK = 8;

    private final BaselineHeader header;
    private final Component[] components;
    private final int unitsAcross;
    private final int unitsDown;
    private final Samples samples;
    private final BlockBatches batches = BlockBatches.take();
    private int untilRestart;

    private BaselineJpeg(BaselineHeader header) {
        this.header = header;
        this.components = header.components();
        this.unitsAcross = units(header.width(), components[0].horizontal);
        this.unitsDown = units(header.height(), components[0].vertical);
        this.untilRestart = header.restartInterval();
        int blocks = 0;
        for (Component component : components) {
            component.place(unitsAcross * component.horizontal, unitsDown * component.vertical, blocks);
            blocks = Math.addExact(blocks, Math.multiplyExact(component.blocksAcross(), component.blocksDown()));
        }
        this.samples = Samples.ofBlocks(blocks);
    }

    /**
     * The samples of a picture; nothing where the file is to be left to others.
     *
     * @param width of the picture, whose number of pixels was checked
     * @param height of the picture
     * @param channels 1 or 3
     */
    public static Optional<JpegSamples> samples(byte[] file, int width, int height, int channels) {
        try {
            BaselineHeader header = BaselineHeader.read(file);
            NotBaselineException.unless(
                    header.width() == width && header.height() == height && header.components().length == channels);
            return Optional.of(new BaselineJpeg(header).decoded(ScanBits.of(file, header.scan())));
        } catch (NotBaselineException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static int units(int length, int factor) {
        return (length + 8 * factor - 1) / (8 * factor);
    }

    private JpegSamples decoded(ScanBits bits) throws NotBaselineException {
        // Of pictures as narrow as this, libjpeg doubles the samples instead.
        NotBaselineException.unless(components[0].horizontal == 1 || header.width() > 4);
        for (int y = 0; y < unitsDown; y++) {
            for (int x = 0; x < unitsAcross; x++) {
                if (header.restartInterval() > 0 && untilRestart-- == 0) {
                    restart(bits);
                }
                for (Component component : components) {
                    unit(bits, component, x * component.horizontal, y * component.vertical);
                }
            }
        }
        bits.finish();
        batches.finish(samples);
        return new JpegSamples(components, samples, header.width(), header.height());
    }

    private void restart(ScanBits bits) throws NotBaselineException {
        bits.restart();
        untilRestart = header.restartInterval() - 1;
        for (Component component : components) {
            component.last = 0;
        }
    }

    /** The blocks of a component that stand together. */
    private void unit(ScanBits bits, Component component, int across, int down) throws NotBaselineException {
        int step = component.step();
        for (int y = down; y < down + component.vertical; y++) {
            int place = component.sample(across, y);
            int number = component.block(across, y);
            for (int x = 0; x < component.horizontal; x++) {
                bits.block(component);
                batches.add(bits, place + BLOCK * x, step, number + x, samples);
            }
        }
    }
}

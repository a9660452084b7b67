package dev.tandem.operators.image.codec.jpeg;

import java.util.Optional;

/**
 * Decodes the JPEG files that nearly all are: baseline, grey or luma and chroma, in one scan, whole. The samples are to the
 * bit those of libjpeg with its default settings; files of any other kind, and whatever is odd in a file, are left to
 * others. Work and memory are bounded by the number of pixels.
 */
public final class BaselineJpeg {
    /** So many blocks at least are transformed together, where there are as many. */
    private static final int BLOCKS = 512;

    private final BaselineHeader header;
    private final Component[] components;
    private final int unitsAcross;
    private final int unitsDown;
    /** How many rows of units are transformed together. */
    private final int together;
    private final int blocksInRow;
    private final BlockTransform blocks;
    private int untilRestart;

    private BaselineJpeg(BaselineHeader header) {
        this.header = header;
        this.components = header.components();
        this.unitsAcross = units(header.width(), components[0].horizontal);
        this.unitsDown = units(header.height(), components[0].vertical);
        int inRow = 0;
        for (Component component : components) {
            inRow += unitsAcross * component.horizontal * component.vertical;
        }
        this.blocksInRow = inRow;
        this.together = Math.min(unitsDown, (BLOCKS + inRow - 1) / inRow);
        this.blocks = BlockTransform.take(together * inRow);
        this.untilRestart = header.restartInterval();
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
        boolean sparseChroma = components[0].horizontal == 2;
        // Of pictures as narrow as this, libjpeg doubles the samples instead.
        NotBaselineException.unless(!sparseChroma || header.width() > 4);
        for (Component component : components) {
            component.allocate(unitsAcross * component.horizontal, unitsDown * component.vertical,
                    component == components[0] || !sparseChroma);
        }
        for (int y = 0; y < unitsDown; y += together) {
            int rows = Math.min(together, unitsDown - y);
            read(bits, rows);
            blocks.transform(rows * blocksInRow);
            int place = 0;
            for (Component component : components) {
                int down = rows * component.vertical;
                component.take(blocks, place, y * component.vertical, down);
                place += down * component.blocksAcross();
            }
            blocks.clear();
        }
        blocks.giveBack();
        bits.finish();
        return new JpegSamples(components, header.width(), header.height());
    }

    /** Rows of units: the blocks of each component row by row, one component after the other. */
    private void read(ScanBits bits, int rows) throws NotBaselineException {
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < unitsAcross; x++) {
                if (header.restartInterval() > 0 && untilRestart-- == 0) {
                    bits.restart();
                    untilRestart = header.restartInterval() - 1;
                    for (Component component : components) {
                        component.last = 0;
                    }
                }
                int place = 0;
                for (Component component : components) {
                    unit(bits, component, place + y * component.vertical * component.blocksAcross() + x * component.horizontal);
                    place += rows * component.vertical * component.blocksAcross();
                }
            }
        }
    }

    /** The blocks of a component that stand together. */
    private void unit(ScanBits bits, Component component, int place) throws NotBaselineException {
        for (int down = 0; down < component.vertical; down++) {
            for (int across = 0; across < component.horizontal; across++) {
                bits.block(component, blocks.coefficients(), place + down * component.blocksAcross() + across);
            }
        }
    }
}

package dev.tandem.operators.image.codec.jpeg;

import java.util.Optional;

/**
 * Decodes the JPEG files that nearly all are: baseline, grey or luma and chroma, in one scan, whole. The samples are to the
 * bit those of libjpeg with its default settings; files of any other kind, and whatever is odd in a file, are left to
 * others. Work and memory are bounded by the number of pixels.
 */
public final class BaselineJpeg {
    private final BaselineHeader header;
    private final Component[] components;
    private final int unitsAcross;
    private final int unitsDown;

    private BaselineJpeg(BaselineHeader header) {
        this.header = header;
        this.components = header.components();
        this.unitsAcross = units(header.width(), components[0].horizontal);
        this.unitsDown = units(header.height(), components[0].vertical);
    }

    /**
     * The samples of a picture, row by row: grey, or red, green and blue; nothing where the file is to be left to others.
     *
     * @param width of the picture, whose number of pixels was checked
     * @param height of the picture
     * @param channels 1 or 3
     */
    public static Optional<byte[]> samples(byte[] file, int width, int height, int channels) {
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

    private byte[] decoded(ScanBits bits) throws NotBaselineException {
        for (Component component : components) {
            component.allocate(unitsAcross * component.horizontal, unitsDown * component.vertical);
        }
        BlockTransform blocks = new BlockTransform();
        int untilRestart = header.restartInterval();
        for (int y = 0; y < unitsDown; y++) {
            for (int x = 0; x < unitsAcross; x++) {
                if (header.restartInterval() > 0 && untilRestart-- == 0) {
                    bits.restart();
                    untilRestart = header.restartInterval() - 1;
                    for (Component component : components) {
                        component.last = 0;
                    }
                }
                for (Component component : components) {
                    unit(blocks, bits, component, x, y);
                }
            }
        }
        bits.finish();
        blocks.flush();
        return components.length == 1
                ? components[0].rows(header.width(), header.height())
                : new ColourRows(components, header.width(), header.height()).rgb();
    }

    /** The blocks of a component that stand together. */
    private static void unit(BlockTransform blocks, ScanBits bits, Component component, int x, int y)
            throws NotBaselineException {
        for (int down = 0; down < component.vertical; down++) {
            int row = 8 * (y * component.vertical + down) * component.stride;
            for (int across = 0; across < component.horizontal; across++) {
                blocks.read(bits, component, row + 8 * (x * component.horizontal + across));
            }
        }
    }
}

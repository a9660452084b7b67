package dev.tandem.operators.image.codec.jpeg;

/** The segments of a JPEG file up to its only scan, read strictly: whatever is odd is left to others. */
final class BaselineHeader {
    private static final int BLOCK = 64;
    private static final int TABLES = 4;

    private final byte[] file;
    private final int[][] factors = new int[TABLES][];
    private final HuffmanTable[] differences = new HuffmanTable[TABLES];
    private final HuffmanTable[] rest = new HuffmanTable[TABLES];
    private int width;
    private int height;
    private int restartInterval;
    private Component[] components = {};
    private int scan;

    private BaselineHeader(byte[] file) {
        this.file = file;
    }

    static BaselineHeader read(byte[] file) throws NotBaselineException {
        BaselineHeader header = new BaselineHeader(file);
        int at = 2;
        while (header.scan == 0) {
            NotBaselineException.unless(file[at] == (byte) 0xff);
            int length = header.number(at + 2);
            NotBaselineException.unless(length >= 2);
            int end = at + 2 + length;
            header.segment(file[at + 1] & 0xff, at + 4, end);
            at = end;
        }
        return header;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** How many units of blocks stand between two restarts; 0 for no restarts. */
    int restartInterval() {
        return restartInterval;
    }

    Component[] components() {
        return components;
    }

    /** Where the bits of the scan begin. */
    int scan() {
        return scan;
    }

    private void segment(int marker, int from, int end) throws NotBaselineException {
        switch (marker) {
            case 0xc0, 0xc1 -> frame(from, end);
            case 0xc4 -> codes(from, end);
            case 0xda -> scan(from, end);
            case 0xdb -> factors(from, end);
            case 0xdd -> {
                NotBaselineException.unless(end - from == 2);
                restartInterval = number(from);
            }
            default -> NotBaselineException.unless(marker >= 0xe0 && marker <= 0xef || marker == 0xfe);
        }
    }

    private void frame(int from, int end) throws NotBaselineException {
        int count = file[from + 5];
        NotBaselineException.unless(components.length == 0 && file[from] == 8 && (count == 1 || count == 3)
                && end - from == 6 + 3 * count);
        height = number(from + 1);
        width = number(from + 3);
        NotBaselineException.unless(height > 0 && width > 0);
        components = new Component[count];
        for (int i = 0; i < count; i++) {
            int at = from + 6 + 3 * i;
            // A component that stands alone is stored block by block, however it says that it is sampled.
            int horizontal = count == 1 ? 1 : file[at + 1] >> 4;
            int vertical = count == 1 ? 1 : file[at + 1] & 15;
            components[i] = new Component(file[at], horizontal, vertical, file[at + 2]);
        }
        if (count == 3) {
            boolean known = is(0, 1, 1) || is(0, 2, 1) || is(0, 2, 2);
            NotBaselineException.unless(known && is(1, 1, 1) && is(2, 1, 1));
        }
    }

    private boolean is(int component, int horizontal, int vertical) {
        return components[component].horizontal == horizontal && components[component].vertical == vertical;
    }

    private void codes(int from, int end) throws NotBaselineException {
        for (int at = from; at < end;) {
            boolean first = file[at] >> 4 == 0;
            HuffmanTable[] tables = first ? differences : rest;
            NotBaselineException.unless(first || file[at] >> 4 == 1);
            int count = 0;
            for (int i = 1; i <= 16; i++) {
                count += file[at + i] & 0xff;
            }
            NotBaselineException.unless(count <= 256 && at + 17 + count <= end);
            tables[table(file[at] & 15)] = HuffmanTable.read(file, at + 1, first);
            at += 17 + count;
        }
    }

    private void factors(int from, int end) throws NotBaselineException {
        for (int at = from; at < end;) {
            int bytes = 1 + (file[at] >> 4);
            NotBaselineException.unless((bytes == 1 || bytes == 2) && at + 1 + BLOCK * bytes <= end);
            int[] read = new int[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                read[i] = bytes == 1 ? file[at + 1 + i] & 0xff : number(at + 1 + 2 * i);
                NotBaselineException.unless(read[i] <= Short.MAX_VALUE);
            }
            factors[table(file[at] & 15)] = read;
            at += 1 + BLOCK * bytes;
        }
    }

    private void scan(int from, int end) throws NotBaselineException {
        int count = components.length;
        NotBaselineException.unless(count > 0 && file[from] == count && end - from == 4 + 2 * count);
        for (int i = 0; i < count; i++) {
            Component component = components[i];
            int tables = file[from + 2 + 2 * i];
            NotBaselineException.unless(file[from + 1 + 2 * i] == component.id);
            component.factors = factors[table(component.quantization)];
            component.differences = differences[table(tables >> 4)];
            component.rest = rest[table(tables & 15)];
            NotBaselineException.unless(
                    component.factors != null && component.differences != null && component.rest != null);
        }
        int last = from + 1 + 2 * count;
        NotBaselineException.unless(file[last] == 0 && file[last + 1] == BLOCK - 1 && file[last + 2] == 0);
        scan = end;
    }

    private static int table(int number) throws NotBaselineException {
        NotBaselineException.unless(number >= 0 && number < TABLES);
        return number;
    }

    private int number(int at) {
        return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
    }
}

package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;

/**
 * Reads the beginning of a lossless WebP picture, up to its pixels: the transformations, each of which the format allows
 * once, and how many sets of codes there are. A decoder that believes them goes over all pixels for each of thousands of
 * transformations, or fills memory with the tables of codes that nothing uses.
 */
final class WebpLossless {
    private static final int MAX_CODE_GROUPS = 10_000;
    private static final int GREENS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int MAX_LENGTH = 15;
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private final byte[] file;
    private final int end;
    private int at;
    private int bit;
    private int greatest;

    private WebpLossless(byte[] file, int from, int end) {
        this.file = file;
        this.at = from;
        this.end = end;
    }

    /** @throws SampleFailedException broken, or beyond what is decoded; a stream that is cut off is left to the decoder */
    static void check(byte[] file, int from, int end, int width, int height) throws SampleFailedException {
        new WebpLossless(file, from, end).check(width, height);
    }

    private void check(int width, int height) throws SampleFailedException {
        int wide = width;
        int seen = 0;
        while (bits(1) == 1 && at < end) {
            int type = bits(2);
            if ((seen & 1 << type) != 0) {
                throw ImageFailure.broken("The image is transformed twice in the same way");
            }
            seen |= 1 << type;
            if (type == 3) {
                int colours = bits(8) + 1;
                picture(colours, 1);
                wide = blocks(wide, colours <= 2 ? 3 : colours <= 4 ? 2 : colours <= 16 ? 1 : 0);
            } else if (type != 2) {
                int size = bits(3) + 2;
                picture(blocks(wide, size), blocks(height, size));
            }
        }
        if (bits(1) == 1) {
            bits(4);
        }
        if (bits(1) == 1) {
            int size = bits(3) + 2;
            picture(blocks(wide, size), blocks(height, size));
            if (greatest >= MAX_CODE_GROUPS) {
                throw ImageFailure.limit("has more than " + MAX_CODE_GROUPS + " sets of codes");
            }
        }
    }

    private static int blocks(int side, int size) {
        return side + (1 << size) - 1 >> size;
    }

    /** Goes past a picture within the picture; of its literals, the greatest number of a set of codes is kept. */
    private void picture(int width, int height) throws SampleFailedException {
        int cache = bits(1) == 1 ? 1 << bits(4) : 0;
        Code green = code(GREENS + LENGTHS + cache);
        Code red = code(256);
        Code blue = code(256);
        Code alpha = code(256);
        Code distance = code(DISTANCES);
        greatest = 0;
        long pixels = (long) width * height;
        for (long pixel = 0; pixel < pixels && at < end; pixel++) {
            int symbol = read(green);
            if (symbol < GREENS) {
                greatest = Math.max(greatest, read(red) << 8 | symbol);
                read(blue);
                read(alpha);
            } else if (symbol < GREENS + LENGTHS) {
                pixel += prefixed(symbol - GREENS) - 1;
                prefixed(read(distance));
            }
        }
    }

    /** A length or distance: the number of further bits follows from its prefix. */
    private int prefixed(int prefix) {
        if (prefix < 4) {
            return prefix + 1;
        }
        int extra = prefix - 2 >> 1;
        return (2 + (prefix & 1) << extra) + bits(extra) + 1;
    }

    /** A canonical prefix code: how many words of each length there are, and their symbols in order. */
    private record Code(int[] counts, int[] symbols) {}

    private Code code(int symbols) throws SampleFailedException {
        int[] lengths = new int[symbols];
        if (bits(1) == 1) {
            boolean two = bits(1) == 1;
            int first = bits(1) == 1 ? bits(8) : bits(1);
            int second = two ? bits(8) : first;
            if (Math.max(first, second) >= symbols) {
                throw ImageFailure.broken("The image's codes are not in order");
            }
            lengths[first] = 1;
            lengths[second] = 1;
            return code(lengths);
        }
        int[] ofLengths = new int[LENGTH_ORDER.length];
        int count = 4 + bits(4);
        for (int i = 0; i < Math.min(count, LENGTH_ORDER.length); i++) {
            ofLengths[LENGTH_ORDER[i]] = bits(3);
        }
        Code lengthCode = code(ofLengths);
        int left = bits(1) == 1 ? 2 + bits(2 + 2 * bits(3)) : symbols;
        int last = 8;
        for (int i = 0; i < symbols && left > 0 && at < end; left--) {
            int length = read(lengthCode);
            if (length <= MAX_LENGTH) {
                lengths[i++] = length;
                last = length == 0 ? last : length;
            } else {
                int times = length == 16 ? 3 + bits(2) : length == 17 ? 3 + bits(3) : 11 + bits(7);
                for (; times > 0 && i < symbols; times--) {
                    lengths[i++] = length == 16 ? last : 0;
                }
            }
        }
        return code(lengths);
    }

    private static Code code(int[] lengths) {
        int[] counts = new int[MAX_LENGTH + 1];
        for (int length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        int[] next = new int[MAX_LENGTH + 2];
        for (int length = 1; length <= MAX_LENGTH; length++) {
            next[length + 1] = next[length] + counts[length];
        }
        int[] symbols = new int[next[MAX_LENGTH + 1]];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] != 0) {
                symbols[next[lengths[symbol]]++] = symbol;
            }
        }
        return new Code(counts, symbols);
    }

    /** The next symbol; one that is alone takes no bits. */
    private int read(Code code) throws SampleFailedException {
        if (code.symbols().length == 1) {
            return code.symbols()[0];
        }
        int word = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            word = word << 1 | bits(1);
            int count = code.counts()[length];
            if (word - first < count) {
                return code.symbols()[index + word - first];
            }
            index += count;
            first = first + count << 1;
        }
        throw ImageFailure.broken("The image's codes are not in order");
    }

    /** So many bits, the lowest first; zeros past the end. */
    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (at < end) {
                value |= (file[at] >> bit & 1) << i;
                at += bit == 7 ? 1 : 0;
                bit = bit + 1 & 7;
            }
        }
        return value;
    }
}

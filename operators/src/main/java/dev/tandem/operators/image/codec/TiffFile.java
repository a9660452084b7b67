package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A TIFF file, of whose pages the first is the picture. */
record TiffFile(ImageHeader header) implements ImageFile {
    private static final int ENTRY_BYTES = 12;
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int STRIP_BYTES = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_BYTES = 325;
    private static final int PROFILE = 34675;

    /** None, the fax codes, LZW, deflate in two ways, and runs; not JPEG, whose pictures have sizes of their own. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32773L, 32946L);
    private static final int CMYK = 5;
    private static final int BLACK_IS_ZERO = 1;
    private static final int MAX_SAMPLES = 5;
    private static final int MAX_BITS = 16;
    /** A tile is decoded as a whole, also where the picture is smaller. */
    private static final int SMALL_TILE = 1 << 20;

    static TiffFile read(byte[] file, MediaLimits limits) throws SampleFailedException {
        ByteOrder order = file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return new Directory(ByteBuffer.wrap(file).order(order)).file(limits);
    }

    /** Where the values of an entry stand, and how many there are. */
    private record Entry(int type, long count, long from) {}

    private static final class Directory {
        private final ByteBuffer bytes;
        private final Map<Integer, Entry> entries = new HashMap<>();

        Directory(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        TiffFile file(MediaLimits limits) throws SampleFailedException {
            long first = bytes.getInt(4) & 0xffffffffL;
            entries(first);
            int width = ImageFile.side(number(WIDTH, 0));
            int height = ImageFile.side(number(HEIGHT, 0));
            checkPixels(width, height, limits);
            long photometric = number(PHOTOMETRIC, BLACK_IS_ZERO);
            ColourKind colours = photometric == CMYK ? ColourKind.CMYK
                    : photometric <= BLACK_IS_ZERO ? ColourKind.GREY : ColourKind.RGB;
            int orientation = (int) number(ORIENTATION, 1);
            ExifBlock exif = new ExifBlock(
                    entries.containsKey(ORIENTATION), orientation >= 1 && orientation <= 8 ? orientation : 1);
            return new TiffFile(ImageHeader.still(
                    ImageFormat.TIFF, width, height, pages(first), exif, colours, profile()));
        }

        private void entries(long at) throws SampleFailedException {
            int count = bytes.getShort(position(at)) & 0xffff;
            for (int i = 0; i < count; i++) {
                int entry = position(at + 2 + (long) i * ENTRY_BYTES);
                int tag = bytes.getShort(entry) & 0xffff;
                int type = bytes.getShort(entry + 2) & 0xffff;
                long values = bytes.getInt(entry + 4) & 0xffffffffL;
                long length = type < TYPE_BYTES.length ? TYPE_BYTES[type] * values : 0;
                long from = length <= 4 ? entry + 8 : bytes.getInt(entry + 8) & 0xffffffffL;
                if (from + length > bytes.capacity()) {
                    throw ImageFailure.broken("The image's directory leaves the file");
                }
                entries.putIfAbsent(tag, new Entry(type, values, from));
            }
        }

        /** What a decoder would allocate and read, by this directory. */
        private void checkPixels(int width, int height, MediaLimits limits) throws SampleFailedException {
            long compression = number(COMPRESSION, 1);
            if (!COMPRESSIONS.contains(compression)) {
                throw ImageFailure.broken("The image is compressed in way " + compression + " of TIFF, which is not read");
            }
            long samples = number(SAMPLES, 1);
            if (samples < 1 || samples > MAX_SAMPLES || number(BITS, 1) > MAX_BITS) {
                throw ImageFailure.broken("The image's pixels have more than " + MAX_SAMPLES + " samples, or of more than "
                        + MAX_BITS + " bits");
            }
            double tile = (double) number(TILE_WIDTH, 0) * number(TILE_HEIGHT, 0);
            if (tile > Math.max(SMALL_TILE, Math.min(limits.maxPixels(), 4.0 * width * height))) {
                throw ImageFailure.limit("has tiles that are larger than it");
            }
            for (int tag : new int[] {STRIP_BYTES, TILE_BYTES}) {
                long read = 0;
                Entry lengths = entries.getOrDefault(tag, new Entry(4, 0, 0));
                for (long i = 0; i < lengths.count(); i++) {
                    read += value(lengths, i);
                }
                if (read > 2L * bytes.capacity()) {
                    throw ImageFailure.broken("The image's pixels leave the file");
                }
            }
        }

        /** Directories that follow each other; a chain without end has too many. */
        private int pages(long first) {
            int pages = 0;
            for (long at = first; at != 0 && pages <= MAX_FRAMES; pages++) {
                if (at + 2 > bytes.capacity()) {
                    return Math.max(1, pages);
                }
                long next = at + 2 + (bytes.getShort((int) at) & 0xffff) * (long) ENTRY_BYTES;
                at = next + 4 > bytes.capacity() ? 0 : bytes.getInt((int) next) & 0xffffffffL;
            }
            return pages;
        }

        private byte[] profile() {
            Entry entry = entries.get(PROFILE);
            return entry == null || entry.count() > MAX_PROFILE_BYTES || entry.type() >= TYPE_BYTES.length
                            || TYPE_BYTES[entry.type()] != 1
                    ? NO_PROFILE
                    : Arrays.copyOfRange(bytes.array(), (int) entry.from(), (int) (entry.from() + entry.count()));
        }

        private long number(int tag, long fallback) throws SampleFailedException {
            Entry entry = entries.get(tag);
            return entry == null || entry.count() == 0 ? fallback : value(entry, 0);
        }

        private long value(Entry entry, long index) throws SampleFailedException {
            return switch (entry.type()) {
                case 1 -> bytes.get(position(entry.from() + index)) & 0xff;
                case 3 -> bytes.getShort(position(entry.from() + 2 * index)) & 0xffff;
                case 4 -> bytes.getInt(position(entry.from() + 4 * index)) & 0xffffffffL;
                default -> throw ImageFailure.broken("The image's directory has a number of type " + entry.type());
            };
        }

        /** A place in the file; one outside of it is refused when it is read. */
        private int position(long at) {
            return (int) Math.min(at, Integer.MAX_VALUE);
        }
    }
}

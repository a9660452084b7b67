package dev.tandem.training.rounds;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The pairs that all rounds work on, ordered by their ids, and what base models say of them: the same pairs give the same bytes, however
 * they were cut into shards. Held in memory, some kilobytes a pair.
 *
 * @param images a row for each pair
 * @param texts the same of the text that belongs to the picture
 * @param titles the same of the page's title; zeros where it has none
 * @param words the same of the text that was read in the picture; zeros where there is none
 */
public record PreparedPool(
        Base imageBase, Base textBase, List<PoolPair> pairs, float[][] images, float[][] texts, float[][] titles, float[][] words) {
    /** "TRP1". */
    private static final int FORMAT = 0x54525031;

    private static final int MOST_TEXT_BYTES = 1 << 20;

    public PreparedPool {
        pairs = List.copyOf(pairs);
    }

    /** A base model: its name and digest, the output that is asked for, and how many numbers that has. */
    public record Base(String model, Digest digest, String output, int width) {}

    public int count() {
        return pairs.size();
    }

    /**
     * These, and then others that the same base models see.
     *
     * @param more whose shards are counted on behind those of these
     * @param firstShard position of the first of them
     */
    public PreparedPool plus(PreparedPool more, int firstShard) {
        if (!more.imageBase.equals(imageBase) || !more.textBase.equals(textBase)) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "Expected pairs as " + imageBase.model() + " and " + textBase.model()
                    + " see them, found them by " + more.imageBase + " and " + more.textBase, null);
        }
        List<PoolPair> all = new ArrayList<>(pairs);
        more.pairs.forEach(pair -> all.add(new PoolPair(
                pair.id(), firstShard + pair.shard(), pair.row(), pair.kept(), pair.group(), pair.text(), pair.names(), pair.slices())));
        return new PreparedPool(imageBase, textBase, all, both(images, more.images), both(texts, more.texts), both(titles, more.titles),
                both(words, more.words));
    }

    private static float[][] both(float[][] one, float[][] two) {
        float[][] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    /** The pairs of this pool, as the base models of another see them; where it has not got a pair, they see nothing. */
    PreparedPool as(PreparedPool seen) {
        Map<Digest, Integer> places = new HashMap<>();
        for (int i = 0; i < seen.count(); i++) {
            places.put(seen.pairs.get(i).id(), i);
        }
        int[] at = pairs.stream().mapToInt(pair -> places.getOrDefault(pair.id(), -1)).toArray();
        return new PreparedPool(
                seen.imageBase, seen.textBase, pairs, at(seen.images, at, seen.imageBase), at(seen.texts, at, seen.textBase),
                at(seen.titles, at, seen.textBase), at(seen.words, at, seen.textBase));
    }

    private static float[][] at(float[][] rows, int[] places, Base base) {
        return Arrays.stream(places).mapToObj(i -> i < 0 ? new float[base.width()] : rows[i]).toArray(float[][]::new);
    }

    /** Bytes of the vectors of one pair. */
    public static long vectorBytes(Base image, Base text) {
        return Float.BYTES * (image.width() + 3L * text.width());
    }

    /**
     * Big-endian: format, the base models, then pair after pair; a vector of zeros is only a length of zero.
     */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeInt(FORMAT);
            write(data, imageBase);
            write(data, textBase);
            data.writeInt(pairs.size());
            for (int i = 0; i < pairs.size(); i++) {
                write(data, pairs.get(i));
                write(data, images[i]);
                write(data, texts[i]);
                write(data, titles[i]);
                write(data, words[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream data, Base base) throws IOException {
        write(data, base.model());
        data.write(base.digest().bytes());
        write(data, base.output());
        data.writeInt(base.width());
    }

    private static void write(DataOutputStream data, PoolPair pair) throws IOException {
        data.write(pair.id().bytes());
        data.writeInt(pair.shard());
        data.writeInt(pair.row());
        data.writeBoolean(pair.kept());
        write(data, pair.group());
        write(data, pair.text());
        write(data, pair.names());
        data.writeInt(pair.slices().size());
        for (String slice : pair.slices()) {
            write(data, slice);
        }
    }

    private static void write(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static void write(DataOutputStream data, float[] vector) throws IOException {
        if (isZero(vector)) {
            data.writeInt(0);
            return;
        }
        data.writeInt(vector.length);
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        data.write(bytes.array());
    }

    private static boolean isZero(float[] vector) {
        for (float number : vector) {
            if (number != 0) {
                return false;
            }
        }
        return true;
    }

    /** @throws TandemException CORRUPT_OBJECT where the bytes are no pool */
    public static PreparedPool decode(byte[] encoded) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(encoded))) {
            if (data.readInt() != FORMAT) {
                throw corrupt("found another format", null);
            }
            Base image = base(data);
            Base text = base(data);
            int count = data.readInt();
            if (count < 0 || count > encoded.length) {
                throw corrupt("found " + count + " pairs", null);
            }
            List<PoolPair> pairs = new ArrayList<>(count);
            float[][][] vectors = new float[4][count][];
            for (int i = 0; i < count; i++) {
                pairs.add(pair(data));
                for (int kind = 0; kind < vectors.length; kind++) {
                    vectors[kind][i] = vector(data, kind == 0 ? image.width() : text.width());
                }
            }
            return new PreparedPool(image, text, pairs, vectors[0], vectors[1], vectors[2], vectors[3]);
        } catch (IOException e) {
            throw corrupt(e.toString(), e);
        }
    }

    private static Base base(DataInputStream data) throws IOException {
        return new Base(text(data), digest(data), text(data), data.readInt());
    }

    private static Digest digest(DataInputStream data) throws IOException {
        byte[] bytes = data.readNBytes(32);
        if (bytes.length < 32) {
            throw corrupt("found its end", null);
        }
        return new Digest(HexFormat.of().formatHex(bytes));
    }

    private static PoolPair pair(DataInputStream data) throws IOException {
        Digest id = digest(data);
        int shard = data.readInt();
        int row = data.readInt();
        boolean kept = data.readBoolean();
        String group = text(data);
        String text = text(data);
        String names = text(data);
        List<String> slices = new ArrayList<>();
        for (int i = data.readInt(); i > 0; i--) {
            slices.add(text(data));
        }
        return new PoolPair(id, shard, row, kept, group, text, names, slices);
    }

    private static String text(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > MOST_TEXT_BYTES) {
            throw corrupt("found a text of " + length + " bytes", null);
        }
        return new String(data.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static float[] vector(DataInputStream data, int width) throws IOException {
        int length = data.readInt();
        if (length != 0 && length != width) {
            throw corrupt("found " + length + " numbers where " + width + " should be", null);
        }
        float[] vector = new float[width];
        byte[] bytes = data.readNBytes(length * Float.BYTES);
        if (bytes.length < length * Float.BYTES) {
            throw corrupt("found its end", null);
        }
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector, 0, length);
        return vector;
    }

    private static TandemException corrupt(String found, IOException cause) {
        return new TandemException(ErrorCode.CORRUPT_OBJECT, "Expected a pool of pairs, " + found, cause);
    }
}

package dev.tandem.core.score;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.Tensor;
import dev.tandem.core.model.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Answers of a model, many in one object: first the keys of all rows, so that they can be read alone, then the numbers, packed.
 * Both parts carry their digest: a block that is not whole is as good as none.
 */
final class ScoreBlock {
    static final int MOST_ROWS = 4_096;

    private static final int FORMAT = 0x54534201;
    private static final int DIGEST_BYTES = 32;
    private static final int FIXED_BYTES = 4 * Integer.BYTES + DIGEST_BYTES;
    private static final int LEVEL = 3;

    /** No list of keys is longer. */
    static final int MOST_HEADER_BYTES = FIXED_BYTES + MOST_ROWS * DIGEST_BYTES + DIGEST_BYTES;

    private ScoreBlock() {}

    /**
     * What stands in front.
     *
     * @param keys of the rows, in order
     */
    record Header(List<Digest> keys, int rawBytes, int packedBytes, Digest packed) {
        int bytes() {
            return FIXED_BYTES + keys.size() * DIGEST_BYTES + DIGEST_BYTES;
        }
    }

    /** Bytes that an answer takes before it is packed. */
    static int bytes(ModelAnswer answer, List<OutputSpec> outputs) {
        int bytes = 0;
        for (OutputSpec output : outputs) {
            Tensor tensor = answer.output(output.name());
            bytes += (1 + tensor.shape().length + tensor.values().length) * Integer.BYTES;
        }
        return bytes;
    }

    static byte[] encode(List<Digest> keys, List<ModelAnswer> answers, List<OutputSpec> outputs) {
        ByteBuffer raw = ByteBuffer.allocate(answers.stream().mapToInt(answer -> bytes(answer, outputs)).sum());
        for (ModelAnswer answer : answers) {
            for (OutputSpec output : outputs) {
                Tensor tensor = answer.output(output.name());
                raw.putInt(tensor.shape().length);
                for (int length : tensor.shape()) {
                    raw.putInt(length);
                }
                for (float value : tensor.values()) {
                    raw.putFloat(value);
                }
            }
        }
        byte[] packed = Zstd.compress(raw.array(), LEVEL);
        ByteBuffer block = ByteBuffer.allocate(FIXED_BYTES + keys.size() * DIGEST_BYTES + DIGEST_BYTES + packed.length);
        block.putInt(FORMAT).putInt(keys.size()).putInt(raw.capacity()).putInt(packed.length).put(Digest.of(packed).bytes());
        keys.forEach(key -> block.put(key.bytes()));
        block.put(Digest.of(Arrays.copyOf(block.array(), block.position())).bytes());
        return block.put(packed).array();
    }

    /** @param start of a block, {@link #MOST_HEADER_BYTES} of it or all */
    static Optional<Header> header(byte[] start) {
        if (start.length < FIXED_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(start);
        int format = in.getInt();
        int rows = in.getInt();
        int rawBytes = in.getInt();
        int packedBytes = in.getInt();
        int end = FIXED_BYTES + Math.clamp(rows, 0, MOST_ROWS) * DIGEST_BYTES;
        if (format != FORMAT || rows < 1 || rows > MOST_ROWS || start.length < end + DIGEST_BYTES) {
            return Optional.empty();
        }
        Digest packed = digest(in);
        List<Digest> keys = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            keys.add(digest(in));
        }
        return digest(in).equals(Digest.of(Arrays.copyOf(start, end)))
                ? Optional.of(new Header(keys, rawBytes, packedBytes, packed))
                : Optional.empty();
    }

    /** The answers of a block, in the order of its keys. */
    static Optional<List<ModelAnswer>> answers(byte[] block, List<OutputSpec> outputs) {
        return header(block).flatMap(header -> {
            byte[] packed = Arrays.copyOfRange(block, header.bytes(), block.length);
            if (packed.length != header.packedBytes() || !Digest.of(packed).equals(header.packed())) {
                return Optional.empty();
            }
            try {
                ByteBuffer raw = ByteBuffer.wrap(Zstd.decompress(packed, header.rawBytes()));
                List<ModelAnswer> answers = new ArrayList<>(header.keys().size());
                for (int row = 0; row < header.keys().size(); row++) {
                    answers.add(new ModelAnswer(outputs, outputs.stream().map(output -> tensor(raw)).toList()));
                }
                return raw.hasRemaining() ? Optional.empty() : Optional.of(answers);
            } catch (ZstdException | BufferUnderflowException e) {
                return Optional.empty();
            }
        });
    }

    private static Tensor tensor(ByteBuffer raw) {
        int[] shape = new int[raw.getInt()];
        int count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = raw.getInt();
            count *= shape[axis];
        }
        float[] values = new float[count];
        raw.asFloatBuffer().get(values);
        raw.position(raw.position() + count * Float.BYTES);
        return new Tensor(shape, values);
    }

    private static Digest digest(ByteBuffer in) {
        byte[] digest = new byte[DIGEST_BYTES];
        in.get(digest);
        return new Digest(HexFormat.of().formatHex(digest));
    }
}

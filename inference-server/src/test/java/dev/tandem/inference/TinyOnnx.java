package dev.tandem.inference;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** ONNX files of one product, so that tests need none that is made elsewhere. Numbers are those of ONNX's fields. */
final class TinyOnnx {
    private static final int FLOAT = 1;

    private TinyOnnx() {}

    /** {@code y = x W} for rows of {@code weights.length} numbers, all of them in one axis after the batch. */
    static byte[] product(String input, String output, float[][] weights) {
        int columns = weights[0].length;
        ByteBuffer raw = ByteBuffer.allocate(weights.length * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : weights) {
            for (float value : row) {
                raw.putFloat(value);
            }
        }
        byte[] node = message(out -> {
            text(out, 1, input);
            text(out, 1, "W");
            text(out, 2, output);
            text(out, 4, "MatMul");
        });
        byte[] initializer = message(out -> {
            out.writeInt64(1, weights.length);
            out.writeInt64(1, columns);
            out.writeInt32(2, FLOAT);
            text(out, 8, "W");
            out.writeByteArray(9, raw.array());
        });
        byte[] graph = message(out -> {
            out.writeByteArray(1, node);
            text(out, 2, "product");
            out.writeByteArray(5, initializer);
            out.writeByteArray(11, value(input, weights.length));
            out.writeByteArray(12, value(output, columns));
        });
        byte[] opset = message(out -> out.writeInt64(2, 13));
        return message(out -> {
            out.writeInt64(1, 8);
            out.writeByteArray(7, graph);
            out.writeByteArray(8, opset);
        });
    }

    private static byte[] value(String name, int length) {
        byte[] batch = message(out -> text(out, 2, "batch"));
        byte[] axis = message(out -> out.writeInt64(1, length));
        byte[] shape = message(out -> {
            out.writeByteArray(1, batch);
            out.writeByteArray(1, axis);
        });
        byte[] tensor = message(out -> {
            out.writeInt32(1, FLOAT);
            out.writeByteArray(2, shape);
        });
        byte[] type = message(out -> out.writeByteArray(1, tensor));
        return message(out -> {
            text(out, 1, name);
            out.writeByteArray(2, type);
        });
    }

    private static void text(CodedOutputStream out, int field, String text) throws IOException {
        out.writeByteArray(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.tandem.training.export;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message of ONNX's schema, written field by field. A model of a few nodes needs a dozen fields; classes made of the whole schema would
 * be thousands of lines for a format that no service here speaks.
 */
final class OnnxMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** What may fail, though nothing that writes into memory does. */
    private interface Writing {
        void write() throws IOException;
    }

    private OnnxMessage write(Writing writing) {
        try {
            writing.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OnnxMessage number(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    OnnxMessage text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    OnnxMessage bytes(int field, byte[] value) {
        return write(() -> out.writeByteArray(field, value));
    }

    OnnxMessage message(int field, OnnxMessage value) {
        return bytes(field, value.bytes());
    }

    byte[] bytes() {
        write(out::flush);
        return bytes.toByteArray();
    }
}

package dev.tandem.core.inference;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts as the protocol writes them. */
final class TextTensors {
    private TextTensors() {}

    /** Bytes that a text takes in a request: its length in four bytes, then UTF-8. */
    static long bytes(String text) {
        long bytes = Integer.BYTES;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
            } else if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                bytes += 4;
                i++;
            } else {
                // Half a pair is written as a question mark.
                bytes++;
            }
        }
        return bytes;
    }

    static ByteString raw(List<String> texts) {
        ByteString.Output out = ByteString.newOutput();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array();
            out.write(length, 0, length.length);
            out.write(bytes, 0, bytes.length);
        }
        return out.toByteString();
    }
}

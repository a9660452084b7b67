package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes text without replacing what is not valid. */
final class StrictText {
    private static final int HEAD_BYTES = 2_048;
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

    private StrictText() {}

    /** Decodes a page in the character set that it declares in its head; UTF-8 where it declares none. */
    static String page(byte[] bytes) throws SampleFailedException {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        Matcher declared = CHARSET.matcher(head);
        Charset charset = StandardCharsets.UTF_8;
        if (declared.find()) {
            try {
                charset = Charset.forName(declared.group(1));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                throw new SampleFailedException(
                        ErrorCode.INVALID_ENCODING, "The page declares an unknown character set '" + declared.group(1) + "'");
            }
        }
        return decode(bytes, charset);
    }

    static String decode(byte[] bytes, Charset charset) throws SampleFailedException {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SampleFailedException(ErrorCode.INVALID_ENCODING, "The bytes are not valid " + charset.name());
        }
    }
}

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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes text without replacing what is not valid. */
final class StrictText {
    private static final int HEAD_BYTES = 2_048;
    private static final Pattern CHARSET = Pattern.compile(
            "<(?:meta[^>]{0,500}?charset|\\?xml[^>]{0,200}?encoding)\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)",
            Pattern.CASE_INSENSITIVE);
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char BYTE_ORDER_MARK = 0xFEFF;
    private static final char REPLACEMENT = 0xFFFD;

    private StrictText() {}

    /**
     * Decodes a page in the character set that its byte order mark tells or its head declares; UTF-8 where nothing
     * does. As browsers do, Latin 1 and ASCII are taken for windows-1252, and a declaration of UTF-16 that can be read
     * for UTF-8.
     */
    static String page(byte[] bytes) throws SampleFailedException {
        Optional<Charset> marked = marked(bytes);
        return decode(bytes, marked.isPresent() ? marked.get() : declared(bytes));
    }

    private static Optional<Charset> marked(byte[] bytes) {
        if (bytes.length < 2) {
            return Optional.empty();
        }
        int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return switch (mark) {
            case 0xfeff -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xfffe -> Optional.of(StandardCharsets.UTF_16LE);
            case 0xefbb -> Optional.of(StandardCharsets.UTF_8);
            default -> Optional.empty();
        };
    }

    private static Charset declared(byte[] bytes) throws SampleFailedException {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        Matcher declared = CHARSET.matcher(head);
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(declared.group(1));
            if (charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)) {
                return WINDOWS_1252;
            }
            return charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new SampleFailedException(
                    ErrorCode.INVALID_ENCODING,
                    "The page declares an unknown character set '" + declared.group(1) + "'");
        }
    }

    /** Decodes all bytes; a byte order mark at the start is left out. */
    static String decode(byte[] bytes, Charset charset) throws SampleFailedException {
        String text = charset.equals(StandardCharsets.UTF_8) ? new String(bytes, StandardCharsets.UTF_8) : strictly(bytes, charset);
        // It may have been put in the place of what is not valid, or stand in the text.
        if (charset.equals(StandardCharsets.UTF_8) && text.indexOf(REPLACEMENT) >= 0) {
            text = strictly(bytes, charset);
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static String strictly(byte[] bytes, Charset charset) throws SampleFailedException {
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

    /** Whether half of a surrogate pair stands alone somewhere. */
    static boolean isBroken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}

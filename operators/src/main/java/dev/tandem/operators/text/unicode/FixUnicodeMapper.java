package dev.tandem.operators.text.unicode;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Repairs text that programs have spoilt, in the manner of ftfy: UTF-8 that was read as windows-1252 or Latin-1, once or
 * several times; escapes of HTML and of terminals; control characters, halves of surrogate pairs, ligatures, full-width
 * and half-width characters, curly quotes, line ends. Then it brings text to a normal form of Unicode. It is careful with
 * wrong encodings: a sequence of characters is taken for UTF-8 where nobody would have written it, or all others of its
 * line are UTF-8. Of a line that was read as windows-1250, -1251, -1253, -1254 or -1257, ISO 8859-2, Mac Roman or code page 437
 * all has to be UTF-8 by that page. Text that was read as something else stays as it is, and so do runs of more than 64 marks on a
 * letter. A text fails that becomes more than four times as long.
 */
@OperatorName("fix_unicode")
public final class FixUnicodeMapper implements Mapper {
    private static final int LONGEST_SEGMENT = 1_000_000;
    private static final int PASSES = 10;
    private static final int SMALL = 4096;

    private final Params params;
    private final Normalizer.Form form;

    public FixUnicodeMapper(Params params) {
        this.params = params;
        this.form = Arrays.stream(Normalizer.Form.values())
                .filter(known -> known.name().equals(params.normalization().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("parameter 'normalization' must be one of "
                        + Arrays.toString(Normalizer.Form.values()) + ", found '" + params.normalization() + "'"));
    }

    /**
     * What is changed.
     *
     * @param normalization the normal form of the result: NFC, NFKC, NFD, NFKD
     * @param uncurlQuotes whether curly quotes become straight ones
     * @param unescapeHtml whether escapes of HTML become characters, up to the first line with an angle bracket: from there
     *     on the text is HTML, in which they mean something
     */
    public record Params(
            @Setting("NFC") String normalization, @Setting("true") boolean uncurlQuotes, @Setting("true") boolean unescapeHtml) {}

    @Override
    public String map(String text) throws SampleFailedException {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace('\u2028', '\n').replace('\u2029', '\n');
        StringBuilder fixed = new StringBuilder(lines.length());
        boolean unescape = params.unescapeHtml();
        for (int from = 0; from < lines.length(); ) {
            int end = segmentEnd(lines, from);
            String segment = lines.substring(from, end);
            unescape &= segment.indexOf('<') < 0;
            fixed.append(isPlain(segment) ? segment : fixed(segment, unescape));
            if (fixed.length() > SMALL + 4L * text.length()) {
                throw new SampleFailedException(ErrorCode.TOO_LARGE, "The text becomes more than four times as long");
            }
            from = end;
        }
        return fixed.toString();
    }

    /** Behind the next line feed; sooner in a line that is too long, but not within a surrogate pair. */
    private static int segmentEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        int end = feed < 0 ? text.length() : feed + 1;
        if (end - from <= LONGEST_SEGMENT) {
            return end;
        }
        int cut = from + LONGEST_SEGMENT;
        return Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut;
    }

    private static boolean isPlain(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '&' || c > '~' || (c < ' ' && c != '\n' && c != '\t')) {
                return false;
            }
        }
        return true;
    }

    /** Repairs bring others to light, so they are repeated; the limit is for text that was made to need many. */
    private String fixed(String segment, boolean unescape) {
        String fixed = segment;
        for (int pass = 0; pass < PASSES; pass++) {
            String before = fixed;
            String unescaped = unescape ? HtmlEntities.unescaped(before) : before;
            fixed = NormalForm.of(PlainCharacters.of(Mojibake.repaired(unescaped), params.uncurlQuotes()), form);
            if (fixed.equals(before)) {
                break;
            }
        }
        return fixed;
    }
}

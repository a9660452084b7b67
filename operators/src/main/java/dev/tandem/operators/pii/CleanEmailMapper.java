package dev.tandem.operators.pii;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.Tokens;

/**
 * Removes or replaces e-mail addresses, by the rule of Data-Juicer: plain letters, digits and a few signs before the sign
 * {@code @}, and behind it a domain in small letters. {@code pii_email_ip} finds domains in capital letters too, and puts addresses in
 * that belong to nobody.
 */
@OperatorName("clean_email")
public final class CleanEmailMapper implements Mapper {
    private final Params params;

    public CleanEmailMapper(Params params) {
        this.params = params;
    }

    /**
     * What is put in.
     *
     * @param repl what stands in place of an address, as it is
     */
    public record Params(@Setting("") String repl) {}

    @Override
    public String map(String text) {
        Tokens found = new Tokens(8);
        int from = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > from && isLocal(text.charAt(start - 1))) {
                start--;
            }
            int end = start < at ? domainEnd(text, at + 1) : -1;
            if (end >= 0) {
                found.add(start, end);
                from = end;
            }
        }
        return found.replacedIn(text, params.repl());
    }

    /** Behind the letters that follow the last period with letters behind it; something has to stand before that period. */
    private static int domainEnd(String text, int from) {
        int end = -1;
        for (int i = from; i < text.length() && isDomain(text.charAt(i)); i++) {
            boolean top = i > from && text.charAt(i) == '.' && i + 1 < text.length() && isSmallLetter(text.charAt(i + 1));
            end = top || (end == i && isSmallLetter(text.charAt(i))) ? i + 1 : end;
        }
        return end;
    }

    private static boolean isLocal(char c) {
        return isDomain(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDomain(char c) {
        return isSmallLetter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == '_';
    }

    private static boolean isSmallLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}

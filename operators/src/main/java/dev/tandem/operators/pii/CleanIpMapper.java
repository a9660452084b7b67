package dev.tandem.operators.pii;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.Tokens;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes or replaces IPv4 addresses, and IPv6 addresses that are written in full, by the rule of Data-Juicer: those of
 * private networks as well, and within longer numbers too. {@code pii_email_ip} leaves private addresses alone.
 */
@OperatorName("clean_ip")
public final class CleanIpMapper implements Mapper {
    private static final String OCTET = "(?:1[0-9][0-9]|2[0-4][0-9]|25[0-5]|[1-9][0-9]|[0-9])";
    /** Everything in it is of limited length, so that it takes linear time. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET + "|(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}");

    private final Params params;

    public CleanIpMapper(Params params) {
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
        if (text.indexOf('.') < 0 && text.indexOf(':') < 0) {
            return text;
        }
        Tokens found = new Tokens(8);
        Matcher matcher = ADDRESS.matcher(text);
        while (matcher.find()) {
            found.add(matcher.start(), matcher.end());
        }
        return found.replacedIn(text, params.repl());
    }
}

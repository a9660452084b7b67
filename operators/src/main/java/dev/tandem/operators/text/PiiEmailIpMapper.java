package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces e-mail addresses and public IPv4 addresses by examples that belong to nobody, in turn. Addresses of private
 * and reserved networks stay: they identify nobody, and technical text is full of them.
 */
@OperatorName(value = "pii_email_ip", version = 3)
public final class PiiEmailIpMapper implements Mapper {
    private static final List<String> EMAILS = List.of("email@example.com", "firstname.lastname@example.org");
    private static final List<String> ADDRESSES =
            List.of("22.214.171.124", "126.96.36.199", "188.8.131.52", "184.108.40.206", "220.127.116.11",
                    "18.104.22.168");
    private static final Pattern IP = Pattern.compile("(?:" + PublicAddress.OCTET + "\\.){3}" + PublicAddress.OCTET);

    private final Params params;

    public PiiEmailIpMapper(Params params) {
        this.params = params;
    }

    /**
     * What to replace.
     *
     * @param emails whether to replace e-mail addresses
     * @param ips whether to replace public IPv4 addresses
     */
    public record Params(@Setting("true") boolean emails, @Setting("true") boolean ips) {}

    @Override
    public String map(String text) {
        String mapped = params.emails() ? emails(text) : text;
        return params.ips() ? addresses(mapped) : mapped;
    }

    private static String emails(String text) {
        StringBuilder mapped = new StringBuilder();
        int copied = 0;
        int replaced = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = EmailSpan.start(text, at, copied);
            int end = EmailSpan.end(text, at);
            if (start < at && end > at + 1) {
                mapped.append(text, copied, start).append(EMAILS.get(replaced++ % EMAILS.size()));
                copied = end;
            }
        }
        return copied == 0 ? text : mapped.append(text, copied, text.length()).toString();
    }

    private static String addresses(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        StringBuilder mapped = new StringBuilder();
        int[] replaced = {0};
        Matcher matcher = IP.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            matcher.appendReplacement(
                    mapped, PublicAddress.is(found) ? ADDRESSES.get(replaced[0]++ % ADDRESSES.size()) : found);
        }
        return matcher.appendTail(mapped).toString();
    }
}

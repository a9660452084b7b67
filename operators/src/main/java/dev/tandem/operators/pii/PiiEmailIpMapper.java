package dev.tandem.operators.pii;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.Tokens;
import java.util.List;

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
        String mapped = params.emails() ? replaced(text, EmailSpan.all(text), EMAILS) : text;
        return params.ips() ? replaced(mapped, PublicAddress.all(mapped), ADDRESSES) : mapped;
    }

    /** The examples take turns, and begin anew with each text: the result depends on nothing that was seen before. */
    private static String replaced(String text, Tokens found, List<String> examples) {
        StringBuilder mapped = new StringBuilder(text.length());
        int copied = 0;
        for (int i = 0; i < found.size(); i++) {
            mapped.append(text, copied, found.start(i)).append(examples.get(i % examples.size()));
            copied = found.end(i);
        }
        return copied == 0 ? text : mapped.append(text, copied, text.length()).toString();
    }
}

package dev.tandem.operators.pii;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Counts personal data of each kind, and drops samples with more than is allowed: e-mail addresses and public IPv4
 * addresses as {@code pii_email_ip} finds them, telephone numbers, payment card numbers, bank account numbers and national
 * numbers as {@code clean_phone}, {@code clean_card}, {@code clean_iban} and {@code clean_national_id} find them. Unless
 * told otherwise it drops what has numbers of accounts, cards or citizens, which no page shows on purpose, and lets the
 * contact details of a page pass. A number may be of two kinds.
 */
@OperatorName("pii_count")
public final class PiiCountFilter implements Filter {
    private static final List<String> KINDS = List.of("emails", "ips", "phones", "cards", "ibans", "national_ids");

    private final long[] limits;
    private final NationalIds nationalIds;

    public PiiCountFilter(Params params) {
        this.limits = new long[] {
            params.maxEmails(), params.maxIps(), params.maxPhones(), params.maxCards(), params.maxIbans(), params.maxNationalIds()
        };
        this.nationalIds = new NationalIds(params.countries());
    }

    /**
     * Limits.
     *
     * @param maxEmails most e-mail addresses kept
     * @param maxIps most public IPv4 addresses kept
     * @param maxPhones most telephone numbers kept
     * @param maxCards most payment card numbers kept
     * @param maxIbans most international bank account numbers kept
     * @param maxNationalIds most national numbers kept
     * @param countries whose national numbers are counted: us, gb, es, de, fr
     */
    public record Params(
            @Setting(value = "Infinity", min = 0) long maxEmails,
            @Setting(value = "Infinity", min = 0) long maxIps,
            @Setting(value = "Infinity", min = 0) long maxPhones,
            @Setting(value = "0", min = 0) long maxCards,
            @Setting(value = "0", min = 0) long maxIbans,
            @Setting(value = "0", min = 0) long maxNationalIds,
            @Setting(value = "us,gb,es,de,fr", measured = true) List<String> countries) {}

    @Override
    public List<Feature> features() {
        return KINDS.stream().map(Feature::number).toList();
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            String text = sample.text();
            out.number(row, 0, EmailSpan.all(text).size());
            out.number(row, 1, PublicAddress.all(text).size());
            out.number(row, 2, PhoneNumbers.in(text).size());
            out.number(row, 3, CardNumbers.in(text).size());
            out.number(row, 4, Ibans.in(text).size());
            out.number(row, 5, nationalIds.in(text).size());
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        for (int kind = 0; kind < limits.length; kind++) {
            if (row.number(kind) > limits[kind]) {
                return Decision.drop(KINDS.get(kind) + " above max_" + KINDS.get(kind));
            }
        }
        return Decision.KEEP;
    }
}

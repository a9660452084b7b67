package dev.tandem.operators.pii;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;

/**
 * Removes or replaces telephone numbers: international ones, with a plus sign or two zeros before a country code that is
 * assigned; North American ones, with hyphens, periods or a bracketed area code; and such as begin with a single zero and
 * are written in groups. Numbers without any of these marks are not told from other numbers, and stay.
 */
@OperatorName("clean_phone")
public final class CleanPhoneMapper implements Mapper {
    private final Params params;

    public CleanPhoneMapper(Params params) {
        this.params = params;
    }

    /**
     * What becomes of a number.
     *
     * @param removal whether a text replaces it, it goes, or its whole line goes
     * @param repl what stands in its place when it is replaced, as it is
     */
    public record Params(@Setting("replace") Removal removal, @Setting("[PHONE]") String repl) {}

    @Override
    public String map(String text) {
        return params.removal().of(text, PhoneNumbers.in(text), params.repl());
    }
}

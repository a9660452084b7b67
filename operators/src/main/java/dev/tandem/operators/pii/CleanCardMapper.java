package dev.tandem.operators.pii;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;

/**
 * Removes or replaces payment card numbers: 13 to 19 digits, together or in groups that spaces or hyphens separate, with
 * the first digits and the length of a card scheme, and with the right check digit (Luhn).
 */
@OperatorName("clean_card")
public final class CleanCardMapper implements Mapper {
    private final Params params;

    public CleanCardMapper(Params params) {
        this.params = params;
    }

    /**
     * What becomes of a number.
     *
     * @param removal whether a text replaces it, it goes, or its whole line goes
     * @param repl what stands in its place when it is replaced, as it is
     */
    public record Params(@Setting("replace") Removal removal, @Setting("[CARD]") String repl) {}

    @Override
    public String map(String text) {
        return params.removal().of(text, CardNumbers.in(text), params.repl());
    }
}

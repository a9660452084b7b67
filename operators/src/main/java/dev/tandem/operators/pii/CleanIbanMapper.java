package dev.tandem.operators.pii;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;

/**
 * Removes or replaces international bank account numbers: a country that issues them, the length of that country, and the
 * right check digits (ISO 13616); together, or in groups of four.
 */
@OperatorName("clean_iban")
public final class CleanIbanMapper implements Mapper {
    private final Params params;

    public CleanIbanMapper(Params params) {
        this.params = params;
    }

    /**
     * What becomes of a number.
     *
     * @param removal whether a text replaces it, it goes, or its whole line goes
     * @param repl what stands in its place when it is replaced, as it is
     */
    public record Params(@Setting("replace") Removal removal, @Setting("[IBAN]") String repl) {}

    @Override
    public String map(String text) {
        return params.removal().of(text, Ibans.in(text), params.repl());
    }
}

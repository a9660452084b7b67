package dev.tandem.operators.pii;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Removes or replaces numbers that a state knows a person by: social security numbers of the United States, with hyphens;
 * national insurance numbers of the United Kingdom; DNI and NIE of Spain; tax identification numbers of Germany;
 * social security numbers (NIR) of France. Where a number has check digits, they have to be right; where it has none, the
 * parts that are never issued tell it from others.
 */
@OperatorName("clean_national_id")
public final class CleanNationalIdMapper implements Mapper {
    private final Params params;
    private final NationalIds ids;

    public CleanNationalIdMapper(Params params) {
        this.params = params;
        this.ids = new NationalIds(params.countries());
    }

    /**
     * What becomes of a number.
     *
     * @param countries whose numbers are looked for: us, gb, es, de, fr
     * @param removal whether a text replaces it, it goes, or its whole line goes
     * @param repl what stands in its place when it is replaced, as it is
     */
    public record Params(
            @Setting("us,gb,es,de,fr") List<String> countries,
            @Setting("replace") Removal removal,
            @Setting("[NATIONAL_ID]") String repl) {}

    @Override
    public String map(String text) {
        return params.removal().of(text, ids.in(text), params.repl());
    }
}

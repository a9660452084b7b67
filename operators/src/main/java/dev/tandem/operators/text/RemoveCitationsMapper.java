package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;

/**
 * Removes the marks of an encyclopedia: numbers in brackets, empty brackets, and requests to edit or to cite, as
 * {@code c4_quality} does. Brackets around a mark stay.
 */
@OperatorName("remove_citations")
public final class RemoveCitationsMapper implements Mapper {
    public RemoveCitationsMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String text) {
        if (text.indexOf('[') < 0) {
            return text;
        }
        char[] units = text.toCharArray();
        return new String(Citations.remove(units, 0, units.length));
    }
}

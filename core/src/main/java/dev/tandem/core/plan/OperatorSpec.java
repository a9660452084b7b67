package dev.tandem.core.plan;

import dev.tandem.core.model.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An operator that is ready to run.
 *
 * @param label unique within its step: the name, with {@code #2} and so on where it stands more than once
 * @param version of the operator's code
 * @param code digest of the file that brought the operator; empty for those that Tandem comes with
 * @param parameters all of them, defaults included, in canonical text: part of the key of the result
 * @param given the parameters that the recipe gave: what the operator is created from
 */
public record OperatorSpec(
        String label,
        String name,
        int version,
        Optional<Digest> code,
        Map<String, String> parameters,
        Map<String, Object> given) {
    public OperatorSpec {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        given = Collections.unmodifiableMap(new TreeMap<>(given));
    }

    /** An operator that Tandem comes with. */
    public OperatorSpec(String label, String name, int version, Map<String, String> parameters, Map<String, Object> given) {
        this(label, name, version, Optional.empty(), parameters, given);
    }

    /** The same operator with other parameters. */
    public OperatorSpec with(Map<String, String> others, Map<String, Object> othersGiven) {
        return new OperatorSpec(label, name, version, code, others, othersGiven);
    }
}

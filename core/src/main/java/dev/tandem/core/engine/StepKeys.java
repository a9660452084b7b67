package dev.tandem.core.engine;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names results by what makes them: the same work is the same key, on every machine and in every run. */
public final class StepKeys {
    /** Raised when the engine itself changes what it writes for the same operators. */
    private static final int ENGINE = 2;

    private StepKeys() {}

    /**
     * The key of a step's result.
     *
     * @param inputs keys or digests of what comes in, in order
     * @param models digests of the models that the operators ask, by name
     */
    public static Digest of(
            StepKind kind, String part, List<Digest> inputs, List<OperatorSpec> operators, Map<String, Digest> models) {
        List<Object> made = operators.stream().<Object>map(StepKeys::made).toList();
        return Digest.of(Json.bytes(List.of(ENGINE, kind, part, inputs, made, new TreeMap<>(models))));
    }

    /** An operator that was loaded from a file counts by that file as well: nobody else looks after its version. */
    private static List<Object> made(OperatorSpec operator) {
        List<Object> made = new ArrayList<>(
                List.of(operator.label(), operator.name(), operator.version(), operator.parameters()));
        operator.code().ifPresent(made::add);
        return made;
    }
}

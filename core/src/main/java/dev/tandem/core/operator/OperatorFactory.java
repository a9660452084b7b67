package dev.tandem.core.operator;

import java.util.Map;

/** Makes one operator of the catalog from the parameters that a recipe gives. */
public interface OperatorFactory {

    /** All parameters with defaults filled in, in canonical text. */
    Map<String, String> canonical(Map<String, Object> given);

    CurationOperator create(Map<String, Object> given, OperatorContext context);

    /**
     * Looks whether the operator could be used in this process.
     *
     * @throws dev.tandem.core.error.TandemException when it could not, with the reason
     */
    void check();
}

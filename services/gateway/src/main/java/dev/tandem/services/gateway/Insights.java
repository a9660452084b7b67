package dev.tandem.services.gateway;

import dev.tandem.core.diff.DatasetComparison;
import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.core.whatif.WhatIf;
import dev.tandem.core.whatif.WhatIfAnswer;
import jakarta.inject.Singleton;
import java.util.Map;

/** What stored work tells without doing any again: other limits of a run, and the difference of two versions. */
@Singleton
public class Insights {
    /** Examples of an answer, of each kind, where the caller does not say. */
    static final int DEFAULT_EXAMPLES = 5;

    private final Runs runs;
    private final GatewayConfig config;
    private final WhatIf whatIf;
    private final DatasetComparison comparison;

    Insights(Runs runs, GatewayConfig config, OperatorCatalog catalog, ObjectStore objects, ShardStore store) {
        this.runs = runs;
        this.config = config;
        this.whatIf = new WhatIf(store, catalog);
        this.comparison = new DatasetComparison(objects, catalog);
    }

    /**
     * Says what a run would have kept.
     *
     * @param parameters by {@code stage.operator.parameter} or {@code operator.parameter}, each written as in a recipe
     */
    public WhatIfAnswer whatIf(String run, Map<String, String> parameters, int examples) {
        return whatIf.ask(runs.status(run), parameters, examples);
    }

    /** Compares two versions, each named as {@code name}, {@code name@version} or {@code version}. */
    public DatasetDiff diff(String a, String b, int examples) {
        if (a.isEmpty() || b.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Two versions are compared, 'a' and 'b', and one is missing."
                    + " Give a data set's name, name@version, or a version.");
        }
        return comparison.compare(config.tenant(), a, b, examples);
    }
}

package dev.tandem.services.gateway;

import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.calibration.Calibrator;
import dev.tandem.core.diff.DatasetComparison;
import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.duplicates.DuplicateClusters;
import dev.tandem.core.duplicates.StepClusters;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.core.whatif.WhatIf;
import dev.tandem.core.whatif.WhatIfAnswer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** What stored work tells without doing any again: other and better limits of a run, its duplicates, the difference of two versions. */
@Singleton
public class Insights {
    /** Examples of an answer, of each kind, where the caller does not say. */
    static final int DEFAULT_EXAMPLES = 5;
    /** Clusters of duplicates, where the caller does not say. */
    static final int DEFAULT_CLUSTERS = 10;

    private final Runs runs;
    private final GatewayConfig config;
    private final WhatIf whatIf;
    private final Calibrator calibrator;
    private final DatasetComparison comparison;
    private final DuplicateClusters clusters;

    Insights(Runs runs, GatewayConfig config, OperatorCatalog catalog, ObjectStore objects, ShardStore store) {
        this.runs = runs;
        this.config = config;
        this.whatIf = new WhatIf(store, catalog);
        this.calibrator = new Calibrator(store, catalog);
        this.comparison = new DatasetComparison(objects, catalog);
        this.clusters = new DuplicateClusters(store);
    }

    /**
     * Says what a run would have kept.
     *
     * @param parameters by {@code stage.operator.parameter} or {@code operator.parameter}, each written as in a recipe
     */
    public WhatIfAnswer whatIf(String run, Map<String, String> parameters, int examples) {
        return whatIf.ask(runs.status(run), parameters, examples);
    }

    /** Says which thresholds a labelled set proposes for what a run measured. */
    public Calibration calibrate(String run, Calibrator.Question question) {
        return calibrator.calibrate(runs.status(run), question);
    }

    /**
     * Shows the clusters of duplicates that the steps of a run found.
     *
     * @param largest how many clusters of each step
     */
    public List<StepClusters> clusters(String run, int largest) {
        return clusters.of(runs.status(run), largest);
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

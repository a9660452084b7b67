package dev.tandem.core.whatif;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.ParamInfo;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.PlannedParameter;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.RunRecord;
import java.util.List;
import java.util.Locale;

/** Which questions stored features can answer. */
final class Askable {
    private static final String RUN_INSTEAD = " Run the recipe with the new value: what does not depend on it is reused.";

    private final OperatorCatalog catalog;
    private final RunRecord run;

    Askable(OperatorCatalog catalog, RunRecord run) {
        this.catalog = catalog;
        this.run = run;
    }

    /**
     * Throws unless it can be told what another value would do.
     *
     * @param after the operator with all other values
     */
    void verify(PlannedParameter target, OperatorSpec after) {
        OperatorInfo info = catalog.find(target.operator().name()).orElseThrow();
        if (info.kind() != OperatorKind.FILTER && info.kind() != OperatorKind.SELECTOR) {
            throw refused(target, "'" + info.name() + "' is a " + info.kind().name().toLowerCase(Locale.ROOT)
                    + ", and only what filters and selectors decide can be told from what a run stored." + RUN_INSTEAD);
        }
        if (target.step().kind() == StepKind.TRAIN) {
            throw refused(target, "'" + info.name() + "' judges by what it trains." + RUN_INSTEAD);
        }
        for (OperatorSpec spec : target.step().operators()) {
            verifyVersion(target, spec);
        }
        List<String> measured = info.params().stream()
                .filter(ParamInfo::measured)
                .map(ParamInfo::name)
                .filter(name -> !after.parameters().get(name).equals(target.operator().parameters().get(name)))
                .toList();
        if (!measured.isEmpty()
                && !StepFilters.create(catalog, after).measuresLike(StepFilters.create(catalog, target.operator()))) {
            throw refused(target, "another value of '" + String.join("', '", measured)
                    + "' changes what is measured, which the run did not measure." + RUN_INSTEAD);
        }
        if (run.steps().size() <= target.step().index() || run.steps().get(target.step().index()).views().isEmpty()) {
            throw refused(target, "the run '" + run.run() + "' has not come to the end of the stage '" + target.step().stage() + "'. "
                    + (run.status().finished() ? "Run the recipe again, and ask about that run." : "Ask again when it has."));
        }
    }

    private void verifyVersion(PlannedParameter target, OperatorSpec spec) {
        int version = catalog.find(spec.name()).map(OperatorInfo::version).orElse(0);
        if ((StepFilters.isFilter(catalog, spec) || spec.equals(target.operator())) && version != spec.version()) {
            throw refused(target, "the run measured with version " + spec.version() + " of '" + spec.name() + "', and this is version "
                    + version + ". Run the recipe again, and ask about that run.");
        }
    }

    private static TandemException refused(PlannedParameter target, String why) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + target.name() + "': " + why);
    }
}

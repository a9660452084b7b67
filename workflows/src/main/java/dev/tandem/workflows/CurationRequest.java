package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import java.util.Optional;

/**
 * What a run executes.
 *
 * @param file name of the recipe's file, for messages
 * @param plan digest of the plan's document
 * @param input digest of the input's manifest
 * @param parallelism shards that are processed at a time, at least 1
 * @param searchable whether the workflow server knows {@link RunAttributes}
 * @param reached where the run goes on; empty at its start
 */
public record CurationRequest(
        String run,
        String tenant,
        String recipe,
        String file,
        Digest plan,
        Digest input,
        int parallelism,
        boolean searchable,
        Optional<CurationState> reached) {

    CurationRequest withPlan(Digest changed) {
        return new CurationRequest(run, tenant, recipe, file, changed, input, parallelism, searchable, reached);
    }

    CurationRequest at(CurationState state) {
        return new CurationRequest(run, tenant, recipe, file, plan, input, parallelism, searchable, Optional.of(state));
    }

    WindowState window() {
        return reached.map(CurationState::window).orElseGet(() -> new WindowState(0, false, parallelism));
    }
}

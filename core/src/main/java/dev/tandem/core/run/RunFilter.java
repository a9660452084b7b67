package dev.tandem.core.run;

import java.util.Optional;

/**
 * Which runs are meant.
 *
 * @param tenant whose runs
 * @param recipe name of the recipe; any where there is none
 * @param state how far they are; any where there is none
 */
public record RunFilter(String tenant, Optional<String> recipe, Optional<RunStatus> state) {
    /** All runs of a tenant. */
    public static RunFilter of(String tenant) {
        return new RunFilter(tenant, Optional.empty(), Optional.empty());
    }

    boolean matches(RunRecord run) {
        return run.tenant().equals(tenant)
                && recipe.filter(name -> !name.equals(run.recipe())).isEmpty()
                && state.filter(status -> status != run.status()).isEmpty();
    }
}

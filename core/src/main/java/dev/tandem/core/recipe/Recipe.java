package dev.tandem.core.recipe;

import java.util.List;
import java.util.Optional;

/**
 * What to do with an input.
 *
 * @param stages in the order in which they run; each comes after the one that it takes its samples from
 * @param formats names of the writers that published data sets are written with
 * @param rounds in which data and model take turns afterwards, where somebody asks for that
 */
public record Recipe(String name, List<Stage> stages, List<OperatorUse> formats, Limits limits, Optional<Rounds> rounds) {
    public Recipe {
        stages = List.copyOf(stages);
        formats = List.copyOf(formats);
    }
}

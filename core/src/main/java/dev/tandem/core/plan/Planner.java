package dev.tandem.core.plan;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.SetCreator;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.TrainedSelector;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.Recipe;
import dev.tandem.core.recipe.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Cuts the stages of a recipe into steps: neighbouring filters and mappers become one pass, any other operator a step of its own. */
public final class Planner {
    private final OperatorCatalog catalog;
    private final Function<String, Optional<Digest>> indexes;

    /** A planner for whom every index of duplicates is empty. */
    public Planner(OperatorCatalog catalog) {
        this(catalog, name -> Optional.empty());
    }

    /**
     * A planner.
     *
     * @param indexes the version of an index of duplicates that a run compares with
     */
    public Planner(OperatorCatalog catalog, Function<String, Optional<Digest>> indexes) {
        this.catalog = catalog;
        this.indexes = indexes;
    }

    public Plan plan(Recipe recipe) {
        List<PlannedStep> steps = new ArrayList<>();
        Map<String, Integer> lastStep = new HashMap<>();
        for (Stage stage : recipe.stages()) {
            verifyIndex(stage);
            List<List<OperatorUse>> groups = groups(stage);
            List<List<OperatorSpec>> specs = labelled(groups);
            OptionalInt input = stage.from().map(from -> OptionalInt.of(lastStep.get(from))).orElseGet(OptionalInt::empty);
            for (int i = 0; i < groups.size(); i++) {
                boolean last = i == groups.size() - 1;
                Optional<String> publish = last ? stage.publish() : Optional.empty();
                StepKind kind = kind(groups.get(i).getFirst());
                if (input.isEmpty() && kind != StepKind.READ) {
                    throw new TandemException(ErrorCode.INVALID_RECIPE, "The first operator of the recipe '"
                            + recipe.name() + "' must be a reader (html, jsonl, parquet, webdataset, images), found '"
                            + groups.get(i).getFirst().name() + "'");
                }
                steps.add(new PlannedStep(
                        steps.size(), stage.name(), kind, specs.get(i), input, publish, index(stage, kind),
                        isFitted(kind, groups.get(i).getFirst()),
                        last ? stage.review() : Optional.empty()));
                input = OptionalInt.of(steps.size() - 1);
            }
            if (input.isEmpty() || groups.isEmpty()) {
                throw new TandemException(ErrorCode.INVALID_RECIPE, "The stage '" + stage.name() + "' has no operators");
            }
            lastStep.put(stage.name(), input.getAsInt());
        }
        List<OperatorUse> formats =
                recipe.formats().isEmpty() ? List.of(new OperatorUse("parquet", Map.of())) : recipe.formats();
        new FeatureScope(catalog).verify(steps);
        return new Plan(recipe.name(), steps, specs(catalog.writers(), formats, new HashMap<>()), recipe.limits());
    }

    private Optional<PlannedStep.DuplicateIndex> index(Stage stage, StepKind kind) {
        return kind == StepKind.DEDUPLICATE
                ? stage.index().map(name -> new PlannedStep.DuplicateIndex(name, indexes.apply(name)))
                : Optional.empty();
    }

    private boolean isFitted(StepKind kind, OperatorUse use) {
        return kind == StepKind.DEDUPLICATE && create(use) instanceof SetDeduplicator
                || kind == StepKind.CREATE && create(use) instanceof SetCreator;
    }

    private CurationOperator create(OperatorUse use) {
        return catalog.create(use.name(), use.parameters(), OperatorContext.withoutModels());
    }

    private void verifyIndex(Stage stage) {
        long deduplicators =
                stage.operators().stream().filter(use -> kind(use) == StepKind.DEDUPLICATE).count();
        if (stage.index().isPresent() && deduplicators != 1) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The stage '" + stage.name() + "' has an index, '"
                    + stage.index().get() + "', and so needs exactly one deduplicator, found " + deduplicators
                    + ". Give each its own stage.");
        }
        stage.operators().stream()
                .filter(use -> stage.index().isPresent() && kind(use) == StepKind.DEDUPLICATE && !(create(use) instanceof Deduplicator))
                .findFirst()
                .ifPresent(use -> {
                    throw new TandemException(ErrorCode.INVALID_RECIPE, "'" + use.name() + "' looks at all samples of a run anew"
                            + " and cannot add to an index; remove 'index: " + stage.index().orElseThrow()
                            + "' from the stage '" + stage.name() + "'");
                });
    }

    private List<List<OperatorUse>> groups(Stage stage) {
        List<List<OperatorUse>> groups = new ArrayList<>();
        StepKind previous = null;
        for (OperatorUse use : stage.operators()) {
            StepKind kind = kind(use);
            if (kind != StepKind.PASS || previous != StepKind.PASS) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(use);
            previous = kind;
        }
        return groups;
    }

    private StepKind kind(OperatorUse use) {
        return switch (info(use).kind()) {
            case READER -> StepKind.READ;
            case FILTER, MAPPER -> StepKind.PASS;
            case DEDUPLICATOR -> StepKind.DEDUPLICATE;
            case SELECTOR -> switch (create(use)) {
                case SetSelector set -> StepKind.SELECT_FROM_ALL;
                case TrainedSelector trained -> StepKind.TRAIN;
                default -> StepKind.SELECT;
            };
            case CREATOR -> StepKind.CREATE;
            case WRITER -> throw new TandemException(
                    ErrorCode.INVALID_RECIPE, "The writer '" + use.name() + "' belongs under 'publish: formats:'");
        };
    }

    /** The operators of a stage with the labels that they have in a plan, in order. */
    public List<OperatorSpec> specs(Stage stage) {
        return labelled(groups(stage)).stream().flatMap(List::stream).toList();
    }

    /** Each selector is a step of its own: it is told from others of its name by its place in the stage. */
    private List<List<OperatorSpec>> labelled(List<List<OperatorUse>> groups) {
        Map<String, Integer> selectors = new HashMap<>();
        return groups.stream()
                .map(group -> specs(
                        catalog, group, info(group.getFirst()).kind() == OperatorKind.SELECTOR ? selectors : new HashMap<>()))
                .toList();
    }

    /** Operators ready to run, with labels that are unique among them. */
    public List<OperatorSpec> specs(List<OperatorUse> uses) {
        return specs(catalog, uses, new HashMap<>());
    }

    private static List<OperatorSpec> specs(OperatorCatalog catalog, List<OperatorUse> uses, Map<String, Integer> seen) {
        List<OperatorSpec> specs = new ArrayList<>();
        for (OperatorUse use : uses) {
            int count = seen.merge(use.name(), 1, Integer::sum);
            String label = count == 1 ? use.name() : use.name() + "#" + count;
            OperatorInfo info = catalog.find(use.name()).orElseThrow(() -> unknown(use));
            specs.add(new OperatorSpec(
                    label,
                    use.name(),
                    info.version(),
                    info.code(),
                    catalog.canonical(use.name(), use.parameters()),
                    use.parameters()));
        }
        return specs;
    }

    private OperatorInfo info(OperatorUse use) {
        return catalog.find(use.name()).orElseThrow(() -> unknown(use));
    }

    private static TandemException unknown(OperatorUse use) {
        return new TandemException(ErrorCode.INVALID_RECIPE, "Unknown operator '" + use.name() + "'");
    }
}

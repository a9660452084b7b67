package dev.tandem.operators.translation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.operators.translation.ForeignOperator.Nothing;
import dev.tandem.operators.translation.ForeignOperator.Parameter;
import dev.tandem.operators.translation.ForeignOperator.Unreadable;
import dev.tandem.operators.translation.OperatorTranslator.Candidates;
import dev.tandem.operators.translation.TranslationTable.ParameterRule;
import dev.tandem.operators.translation.python.PythonExpression;
import dev.tandem.operators.translation.python.PythonExpression.Argument;
import dev.tandem.operators.translation.python.PythonExpression.Call;
import dev.tandem.operators.translation.python.PythonExpression.Items;
import dev.tandem.operators.translation.python.PythonScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Translates scripts of datatrove: the pipelines that executors, or helpers of the script, are given, as far as they are written
 * out as lists of calls, each as a stage that goes on with what the one before gave. A script is read, never run.
 */
public final class DatatroveScript {
    private static final String TABLE = "datatrove.yaml";
    private static final String EXECUTOR = "PipelineExecutor";
    private static final String PIPELINE = "pipeline";
    private static final String WRITER = "Writer";
    private static final int MOST_PIPELINES = 1_000;
    /** How names of steps end there, with what they are here. */
    private static final Map<String, OperatorKind> ENDINGS = Map.of(
            "Filter", OperatorKind.FILTER, "Formatter", OperatorKind.MAPPER, "Reader", OperatorKind.READER, WRITER, OperatorKind.WRITER);

    private final TranslationTable table = TranslationTable.load(TABLE);
    private final PythonScript script;
    private final RecipeDraft draft;
    private final OperatorCatalog catalog;
    private boolean reads;

    private DatatroveScript(String script, String file, OperatorCatalog catalog) {
        this.script = PythonScript.of(script);
        this.draft = new RecipeDraft("datatrove", file);
        this.catalog = catalog;
    }

    /**
     * Translates a script; whatever has no equivalent is told.
     *
     * @param file named in messages
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for a script without a pipeline
     */
    public static Translation translate(String script, String file, OperatorCatalog catalog) {
        return new DatatroveScript(script, file, catalog).translate(file);
    }

    /** A list of steps, and what else its executor was given. */
    private record Pipeline(PythonExpression steps, List<Argument> settings) {}

    private Translation translate(String file) {
        List<Pipeline> pipelines = pipelines();
        if (pipelines.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, file
                    + ": expected a script of datatrove with pipeline=[...] in the call of an executor; found no such list");
        }
        if (pipelines.size() == MOST_PIPELINES) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, file + ": expected fewer than " + MOST_PIPELINES + " pipelines");
        }
        Set<String> names = new HashSet<>();
        pipelines.forEach(pipeline -> steps(pipeline).forEach(step -> {
            if (step instanceof Call call) {
                names.add(name(call));
            }
        }));
        OperatorTranslator operators =
                new OperatorTranslator(table, catalog, DatatroveScript::candidates, names, draft::remarkHere);
        OperatorTranslator writers =
                new OperatorTranslator(table, catalog.writers(), DatatroveScript::candidates, names, draft::remarkHere);
        for (Pipeline pipeline : pipelines) {
            String name = settings(pipeline);
            steps(pipeline).forEach(step -> step(step, name, operators, writers));
            draft.endStage(name, false);
        }
        return draft.finish(file.replaceAll("^.*[/\\\\]|\\.py$", ""));
    }

    private List<Pipeline> pipelines() {
        List<Pipeline> pipelines = new ArrayList<>();
        for (Call executor : script.calls(DatatroveScript::takesPipeline, MOST_PIPELINES)) {
            List<Argument> settings = new ArrayList<>(executor.arguments());
            Optional<Argument> steps = settings.stream()
                    .filter(argument -> argument.name().equals(PIPELINE))
                    .findFirst()
                    .or(() -> settings.stream().findFirst().filter(argument -> argument.name().isEmpty()));
            steps.ifPresent(argument -> {
                settings.remove(argument);
                pipelines.add(new Pipeline(script.resolve(argument.value()), settings));
            });
        }
        if (pipelines.isEmpty()) {
            script.lists(PIPELINE).forEach(list -> pipelines.add(new Pipeline(list, List.of())));
        }
        return pipelines;
    }

    private static boolean takesPipeline(Call call) {
        return call.function().endsWith(EXECUTOR) || call.arguments().stream().anyMatch(argument -> argument.name().equals(PIPELINE));
    }

    private List<PythonExpression> steps(Pipeline pipeline) {
        return pipeline.steps() instanceof Items items ? items.items().stream().map(script::resolve).toList() : List.of();
    }

    /** Says of an executor's settings what becomes of them, and returns the name of the stage. */
    private String settings(Pipeline pipeline) {
        if (!(pipeline.steps() instanceof Items)) {
            draft.remark(Remark.notTranslated(pipeline.steps().line(),
                    PIPELINE + " = " + Excerpt.of(pipeline.steps().source()), "it is not written out as a list"));
        }
        String name = "stage";
        for (Argument setting : pipeline.settings()) {
            Object value = value(setting.value());
            if (setting.name().equals("job_name") && value instanceof String given) {
                name = given;
            } else if (setting.name().equals("job_name")) {
                draft.remark(Remark.notNeeded(
                        setting.value().line(), "job_name = " + ForeignOperator.shown(value), "the stage gets another name"));
            } else {
                Settings.remark(table, setting.name().isEmpty() ? "(an argument)" : setting.name(), setting.value().line(), value)
                        .ifPresent(draft::remark);
            }
        }
        return name;
    }

    private void step(PythonExpression step, String stage, OperatorTranslator operators, OperatorTranslator writers) {
        if (!(step instanceof Call call)) {
            draft.count(false);
            draft.remarkHere(Remark.notTranslated(step.line(), Excerpt.of(step.source()), "it is no step that is written out"));
            return;
        }
        ForeignOperator operator = operator(call);
        if (operator.name().endsWith("Reader")) {
            read(operator, operators);
        } else if (operator.name().endsWith(WRITER)) {
            write(operator, stage, writers);
        } else {
            Optional<OperatorUse> use = operators.translate(operator);
            if (operators.isNeeded(operator)) {
                draft.count(use.isPresent());
            }
            use.ifPresent(draft::operator);
        }
    }

    private void read(ForeignOperator operator, OperatorTranslator operators) {
        if (reads) {
            draft.count(false);
            draft.remarkHere(Remark.notTranslated(
                    operator.line(), operator.name(), "a recipe reads once; this stage goes on with what the one before gave"));
            return;
        }
        reads = true;
        ForeignOperator reader = without(operator, "data_folder", draft::input);
        Optional<OperatorUse> use = operators.translate(reader);
        draft.count(use.isPresent());
        use.ifPresent(draft::reader);
    }

    private void write(ForeignOperator operator, String stage, OperatorTranslator writers) {
        ForeignOperator writer = without(operator, "output_folder", draft::output);
        Optional<OperatorUse> use = writers.translate(writer);
        draft.count(use.isPresent());
        use.ifPresent(found -> draft.format(found.name()));
        draft.endStage(stage, true);
    }

    /** Without a parameter that says where something is. */
    private static ForeignOperator without(ForeignOperator operator, String place, Consumer<String> places) {
        operator.parameters().stream()
                .filter(parameter -> parameter.name().equals(place))
                .forEach(parameter -> places.accept(parameter.value().toString()));
        return new ForeignOperator(operator.name(), operator.line(), operator.parameters().stream()
                .filter(parameter -> !parameter.name().equals(place))
                .toList());
    }

    private static String name(Call call) {
        return call.function().substring(call.function().lastIndexOf('.') + 1);
    }

    private ForeignOperator operator(Call call) {
        List<Parameter> parameters = new ArrayList<>();
        List<?> order = table.operator(name(call)).positional();
        Map<String, ParameterRule> rules = table.operator(name(call)).parameters();
        for (int i = 0; i < call.arguments().size(); i++) {
            Argument argument = call.arguments().get(i);
            String name = !argument.name().isEmpty() ? argument.name()
                    : i < order.size() ? order.get(i).toString() : "(argument " + (i + 1) + ")";
            add(name, argument.value(), rules, parameters);
        }
        return new ForeignOperator(name(call), call.line(), parameters);
    }

    /** Adds a parameter; of an object that is open, one for each of its fields. */
    private void add(String name, PythonExpression given, Map<String, ParameterRule> rules, List<Parameter> parameters) {
        if (rules.containsKey(name) && rules.get(name).open() && script.resolve(given) instanceof Call object) {
            object.arguments().forEach(field -> add(
                    name + "." + (field.name().isEmpty() ? "(an argument)" : field.name()), field.value(), rules, parameters));
        } else {
            parameters.add(new Parameter(name, given.line(), value(given)));
        }
    }

    /** A value; of a name that stands for more than a value, the name. */
    private Object value(PythonExpression expression) {
        PythonExpression resolved = script.resolve(expression);
        return switch (resolved instanceof Call || resolved instanceof PythonExpression.Other ? expression : resolved) {
            case PythonExpression.None _ -> Nothing.NOTHING;
            case PythonExpression.Literal literal -> literal.value();
            case Items items -> items.items().stream().map(this::value).toList();
            case PythonExpression.Name name -> new Unreadable(name.source());
            case Call call -> new Unreadable(call.source());
            case PythonExpression.Other other -> new Unreadable(other.source());
        };
    }

    /** {@code GopherQualityFilter} is {@code gopher_quality}. */
    static Candidates candidates(String name) {
        for (Map.Entry<String, OperatorKind> ending : ENDINGS.entrySet()) {
            if (name.endsWith(ending.getKey())) {
                return new Candidates(
                        List.of(snakeCase(name.substring(0, name.length() - ending.getKey().length())), snakeCase(name)),
                        EnumSet.of(ending.getValue()));
            }
        }
        return new Candidates(List.of(snakeCase(name)), EnumSet.complementOf(EnumSet.of(OperatorKind.READER, OperatorKind.WRITER)));
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").toLowerCase(Locale.ROOT);
    }
}

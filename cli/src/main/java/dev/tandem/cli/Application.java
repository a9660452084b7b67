package dev.tandem.cli;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.LineDeduplication;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.SelectorRows;
import dev.tandem.core.engine.SpanStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.GivenEvaluationSets;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.DuplicateFinder;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.LineReader;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.plan.EvaluationPins;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.Recipe;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.Stage;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.sort.SortSpace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The operators of a recipe over samples in memory. */
final class Application {
    /** Of what the process may use, for signatures and for sorting. */
    private static final int DEDUPLICATION_SHARE = 4;

    private static final int SPLIT_SAMPLES = 10_000;

    private static final String LINES = "jsonl";

    private static final Set<OperatorKind> IN_A_PASS = Set.of(OperatorKind.FILTER, OperatorKind.MAPPER);

    private final LocalMode local;
    private final OperatorCatalog catalog;
    private final GivenEvaluationSets evaluationSets;
    private final Map<String, Tally> counts = new LinkedHashMap<>();
    /** What was measured of each row, by column as selectors name it: labels in a plan are unique in their stage alone. */
    private final Map<String, IntFunction<Object>> measured = new HashMap<>();
    private final Map<String, String> plannedLabels = new HashMap<>();

    Application(LocalMode local, GivenEvaluationSets evaluationSets) {
        this.local = local;
        this.evaluationSets = evaluationSets;
        this.catalog = local.operators();
    }

    /** What one operator said of how many samples. */
    record Tally(long kept, long dropped, long failed) {
        Tally plus(boolean keep, boolean broken) {
            return new Tally(kept + (keep ? 1 : 0), dropped + (keep || broken ? 0 : 1), failed + (broken ? 1 : 0));
        }
    }

    /** How many samples every operator keeps, and counts by operator. */
    record Result(long kept, Map<String, Tally> counts) {}

    /**
     * Applies.
     *
     * @param said receives a line for each sample and operator, if anybody wants to know
     * @param kept receives what every operator keeps: the lines of a file as they stand where no operator changes samples, else id and text
     */
    Result run(String yaml, String file, Path input, Optional<Consumer<Object>> said, OutputStream kept) throws IOException {
        Recipe recipe = new RecipeParser(catalog).parse(yaml, file);
        List<OperatorUse> uses = new ArrayList<>();
        for (Stage stage : recipe.stages()) {
            stage.operators().stream().filter(use -> isApplied(kind(use.name()))).forEach(uses::add);
        }
        Planner planner = new Planner(catalog);
        List<OperatorSpec> specs = new EvaluationPins(catalog, evaluationSets).pin(planner.specs(uses));
        List<String> planned = recipe.stages().stream()
                .flatMap(stage -> planner.specs(stage).stream())
                .filter(spec -> isApplied(kind(spec.name())))
                .map(OperatorSpec::label)
                .toList();
        for (int i = 0; i < specs.size(); i++) {
            plannedLabels.put(specs.get(i).label(), planned.get(i));
        }
        if (specs.size() == 1 && Files.isRegularFile(input) && kind(specs.getFirst().name()) == OperatorKind.DEDUPLICATOR
                && create(specs.getFirst()) instanceof Deduplicator alone && alone.readings().isEmpty()) {
            return duplicates(specs.getFirst().label(), alone, lineReader(recipe), input, said, kept);
        }
        specs.forEach(spec -> counts.put(spec.label(), new Tally(0, 0, 0)));
        Consumer<Object> lines = said.orElse(unused -> {});
        HeldSamples held = read(recipe, input, lines);
        List<Sample> samples = held.samples();
        TreeSet<Integer> alive = new TreeSet<>();
        for (int row = 0; row < samples.size(); row++) {
            alive.add(row);
        }
        for (int i = 0; i < specs.size(); ) {
            int end = i;
            while (end < specs.size() && IN_A_PASS.contains(kind(specs.get(end).name()))) {
                end++;
            }
            if (end > i) {
                pass(specs.subList(i, end), samples, alive, lines);
                i = end;
            } else if (kind(specs.get(i).name()) == OperatorKind.SELECTOR) {
                select(specs.get(i++), samples, alive, lines);
            } else {
                OperatorSpec spec = specs.get(i++);
                switch (create(spec)) {
                    case SpanDeduplicator cutting -> cut(spec, cutting, samples, alive, lines);
                    default -> deduplicate(spec, samples, alive, lines);
                }
            }
        }
        if (held.hasLines() && specs.stream().noneMatch(this::changesSamples)) {
            BitSet staying = new BitSet();
            alive.forEach(row -> staying.set(held.line(row)));
            lineReader(recipe).copy(LocalInput.of(List.of(input)).files().getFirst(), line -> staying.get((int) line), kept);
        } else {
            for (int row : alive) {
                kept.write(Json.bytes(keptLine(samples.get(row))));
                kept.write('\n');
            }
        }
        return new Result(alive.size(), counts);
    }

    private boolean changesSamples(OperatorSpec spec) {
        return switch (kind(spec.name())) {
            case MAPPER -> true;
            case DEDUPLICATOR -> create(spec) instanceof SpanDeduplicator;
            default -> false;
        };
    }

    /** Nothing but the duplicates of a file of lines: no sample is held. */
    private Result duplicates(
            String label, Deduplicator operator, LineReader reader, Path input, Optional<Consumer<Object>> said, OutputStream kept)
            throws IOException {
        LocalInput files = LocalInput.of(List.of(input));
        SortSpace space = SortSpace.temporary(
                Math.max(SortSpace.LEAST_BYTES, Runtime.getRuntime().maxMemory() / DEDUPLICATION_SHARE));
        LineDeduplication.Counts found = new LineDeduplication(reader, files, files.files().getFirst())
                .run(operator, space, kept, said.map(lines -> new DuplicateLines(LINES, label, lines)));
        if (found.unread() > 0) {
            counts.put(LINES, new Tally(0, 0, found.unread()));
        }
        counts.put(label, new Tally(found.kept(), found.dropped(), found.failed()));
        return new Result(found.kept(), counts);
    }

    private void pass(List<OperatorSpec> specs, List<Sample> samples, TreeSet<Integer> alive, Consumer<Object> lines) {
        List<CurationOperator> operators = specs.stream().map(this::create).toList();
        List<String> labels = specs.stream().map(OperatorSpec::label).toList();
        List<Verdict> verdicts = new ArrayList<>();
        FusedPass.Result result = PassStep.inMemory(labels, operators, samples, verdicts::add);
        verdicts.sort(Comparator.comparingInt(Verdict::row));
        for (Verdict verdict : verdicts) {
            boolean failed = verdict.failure().isPresent();
            boolean keep = verdict.decision().keep() && !failed;
            if (!keep) {
                alive.remove(verdict.row());
            }
            Optional<String> reason = verdict.failure().map(FeatureLine::text).or(() -> verdict.decision().reason());
            line(samples.get(verdict.row()), verdict.operator(), verdict.values(), keep, failed, reason, verdict.text(), lines);
        }
        for (int row = 0; row < samples.size(); row++) {
            samples.set(row, result.overlay().apply(row, samples.get(row)));
        }
        for (String column : result.features().columnNames()) {
            int dot = column.indexOf('.');
            isMeasured(column.substring(0, dot), column.substring(dot + 1), row -> result.features().get(column, row));
        }
    }

    private void isMeasured(String label, String feature, IntFunction<Object> values) {
        measured.put(plannedLabels.get(label) + "." + feature, values);
    }

    private void select(OperatorSpec spec, List<Sample> samples, TreeSet<Integer> alive, Consumer<Object> lines) {
        List<Integer> rows = List.copyOf(alive);
        Selector selector = (Selector) create(spec);
        double[][] numbers = numbers(spec, selector.readings(), rows);
        Map<Integer, Map<String, Object>> left = new HashMap<>();
        List<Sample> judged = rows.stream().map(samples::get).toList();
        for (SelectStep.Verdict verdict : SelectStep.inMemory(selector, SelectorRows.of(judged, numbers))) {
            int row = rows.get(verdict.row());
            boolean keep = verdict.decision().keep();
            if (!keep) {
                alive.remove(row);
            }
            left.put(row, verdict.values());
            line(samples.get(row), spec.label(), verdict.values(), keep, false, verdict.decision().reason(), Optional.empty(), lines);
        }
        selector.features().forEach(feature -> isMeasured(
                spec.label(), feature.name(), row -> left.getOrDefault(row, Map.of()).get(feature.name())));
    }

    private void deduplicate(OperatorSpec spec, List<Sample> samples, TreeSet<Integer> alive, Consumer<Object> lines) {
        List<Integer> rows = List.copyOf(alive);
        List<Sample> compared = rows.stream().map(samples::get).toList();
        Map<Integer, Object> sizes = new HashMap<>();
        DuplicateFinder operator = (DuplicateFinder) create(spec);
        double[][] numbers = numbers(spec, operator.readings(), rows);
        for (DedupStep.Membership member : DedupStep.inMemory(operator, compared, numbers)) {
            int row = rows.get(member.row());
            if (!member.keep()) {
                alive.remove(row);
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("cluster", member.cluster());
            values.put("size", member.size());
            if (member.size() > 1) {
                sizes.put(row, member.size());
            }
            member.keptInstead().ifPresent(other -> values.put("kept_instead", other));
            Optional<String> reason = member.failure().map(FeatureLine::text)
                    .or(() -> member.keep() ? Optional.empty() : Optional.of("duplicate of another sample"));
            line(samples.get(row), spec.label(), values, member.keep(), member.failure().isPresent(), reason, Optional.empty(), lines);
        }
        isMeasured(spec.label(), "size", sizes::get);
    }

    private void cut(
            OperatorSpec spec, SpanDeduplicator operator, List<Sample> samples, TreeSet<Integer> alive, Consumer<Object> lines) {
        List<Integer> rows = List.copyOf(alive);
        FusedPass.Result result = SpanStep.inMemory(spec.label(), operator, rows.stream().map(samples::get).toList());
        Map<Integer, Map<String, Object>> measured = new HashMap<>();
        for (int at = 0; at < rows.size(); at++) {
            int row = rows.get(at);
            Sample sample = samples.get(row);
            Map<String, Object> values = new TreeMap<>();
            result.features().row(at).forEach((column, value) -> values.put(column.substring(column.indexOf('.') + 1), value));
            boolean keep = result.selection().kept().contains(at);
            if (!keep) {
                alive.remove(row);
            }
            measured.put(row, values);
            samples.set(row, result.overlay().apply(at, sample));
            Optional<Selection.Reason> reason = result.selection().reasonOf(at);
            boolean failed = reason.stream().anyMatch(found -> found.outcome() == Selection.Outcome.FAILED);
            Optional<String> text = sample == samples.get(row) ? Optional.empty() : Optional.of(samples.get(row).text());
            line(sample, spec.label(), values, keep, failed, reason.map(Selection.Reason::reason), text, lines);
        }
        operator.features().forEach(feature -> isMeasured(
                spec.label(), feature.name(), row -> measured.getOrDefault(row, Map.of()).get(feature.name())));
    }

    /** What an operator reads, by reading and row. */
    private double[][] numbers(OperatorSpec spec, List<FeatureReading> readings, List<Integer> rows) {
        double[][] numbers = new double[readings.size()][rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            FeatureReading reading = readings.get(i);
            IntFunction<Object> values = Optional.ofNullable(measured.get(reading.column()))
                    .orElseThrow(() -> new TandemException(ErrorCode.INVALID_RECIPE, "'" + spec.label() + "' reads '"
                            + reading.column() + "', which no operator before it measures; there are "
                            + new TreeSet<>(measured.keySet())));
            for (int at = 0; at < rows.size(); at++) {
                numbers[i][at] = reading.number(values.apply(rows.get(at)));
            }
        }
        return numbers;
    }

    private void line(
            Sample sample,
            String operator,
            Map<String, Object> values,
            boolean keep,
            boolean failed,
            Optional<String> reason,
            Optional<String> text,
            Consumer<Object> lines) {
        counts.merge(operator, new Tally(0, 0, 0).plus(keep, failed), (old, unused) -> old.plus(keep, failed));
        lines.accept(FeatureLine.of(sample, operator, values, keep, reason, text));
    }

    /** What a folder is read with. */
    private String folderReader(Recipe recipe, LocalInput folder) {
        if (reads(recipe, LINES) && !reader(recipe, LINES).split(folder, SPLIT_SAMPLES).isEmpty()) {
            return LINES;
        }
        return reads(recipe, "media") ? "media" : "images";
    }

    private static boolean reads(Recipe recipe, String reader) {
        return recipe.stages().getFirst().operators().stream().anyMatch(use -> use.name().equals(reader));
    }

    private Reader reader(Recipe recipe, String name) {
        Map<String, Object> given = recipe.stages().getFirst().operators().stream()
                .filter(use -> use.name().equals(name))
                .findFirst()
                .map(OperatorUse::parameters)
                .orElse(Map.of());
        return (Reader) catalog.create(name, given, OperatorContext.withoutModels());
    }

    private LineReader lineReader(Recipe recipe) {
        return (LineReader) reader(recipe, LINES);
    }

    private HeldSamples read(Recipe recipe, Path input, Consumer<Object> lines) {
        HeldSamples held = new HeldSamples();
        LocalInput files = LocalInput.of(List.of(input));
        if (Files.isDirectory(input)) {
            String name = folderReader(recipe, files);
            Reader reader = reader(recipe, name);
            for (Reader.Split split : reader.split(files, SPLIT_SAMPLES)) {
                reader.read(files, split, new Reader.Output() {
                    @Override
                    public void accept(Sample sample) {
                        held.add(sample);
                    }

                    @Override
                    public void fail(String source, ErrorCode code, String message) {
                        unread(source, name, new RowFailure(code, message), lines);
                    }
                });
            }
        } else {
            lineReader(recipe).lines(files, files.files().getFirst(), new LineReader.Lines() {
                @Override
                public void accept(long line, Sample sample) {
                    held.add(line, sample);
                }

                @Override
                public void fail(String source, ErrorCode code, String message) {
                    unread(source, LINES, new RowFailure(code, message), lines);
                }
            });
        }
        return held;
    }

    private void unread(String source, String reader, RowFailure failure, Consumer<Object> lines) {
        counts.merge(reader, new Tally(0, 0, 1), (old, one) -> old.plus(false, true));
        lines.accept(FeatureLine.unread(source, reader, failure));
    }

    private CurationOperator create(OperatorSpec spec) {
        return catalog.create(spec.name(), spec.given(), new OperatorContext(new LazyModels(local), MediaLimits.DEFAULT, evaluationSets));
    }

    private OperatorKind kind(String operator) {
        return catalog.find(operator).orElseThrow().kind();
    }

    private static boolean isApplied(OperatorKind kind) {
        return IN_A_PASS.contains(kind) || kind == OperatorKind.DEDUPLICATOR || kind == OperatorKind.SELECTOR;
    }

    private static Object keptLine(Sample sample) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", FeatureLine.name(sample));
        line.put("text", sample.text());
        return line;
    }
}

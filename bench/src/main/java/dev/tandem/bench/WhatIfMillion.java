package dev.tandem.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.whatif.WhatIf;
import dev.tandem.core.whatif.WhatIfAnswer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * How long questions about a large run take: {@code FOLDER SAMPLES SHARD_SAMPLES ROUNDS}. The run is made up once and stays in the folder,
 * which a local mode can use as its store as well; its filters decide as they do, over made-up measurements.
 */
final class WhatIfMillion {
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final String RUN = "million-20260101-000000.000-0001";
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final String RECIPE = """
            name: million
            stages:
              - name: scored
                operators: [jsonl, specified_numeric_field: {field_key: score}]
              - name: best
                operators: [top_fraction: {feature: specified_numeric_field.field_value, cut: count}]
              - name: pages
                from: scored
                operators: [text_length, language, gopher_repetition, gopher_quality, fineweb_quality, words]
              - name: unique
                operators: [exact]
            """;
    private static final List<Map<String, String>> QUESTIONS = List.of(
            Map.of("gopher_quality.min_doc_words", "80"),
            Map.of("gopher_quality.min_doc_words", "20"),
            Map.of("top_fraction.fraction", "0.2"),
            Map.of("text_length.min_len", "300", "gopher_repetition.top_n_grams", "[2:0.3, 3:0.3, 4:0.3]", "words.min_num", "50"));

    private WhatIfMillion() {}

    public static void main(String[] arguments) {
        FolderStore objects = new FolderStore(Path.of(arguments[0]));
        int samples = Integer.parseInt(arguments[1]);
        RunStore runs = new RunStore(objects);
        if (runs.find(RUN).isEmpty()) {
            runs.put(make(new ShardStore(objects), samples, Integer.parseInt(arguments[2])));
        }
        RunRecord run = runs.load(RUN);
        for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
            for (Map<String, String> question : QUESTIONS) {
                long start = System.nanoTime();
                long processor = PROCESS.getProcessCpuTime();
                WhatIfAnswer answer = new WhatIf(new ShardStore(objects), CATALOG).ask(run, question, 5);
                Map<String, Object> line = new TreeMap<>();
                line.put("question", question);
                line.put("round", round);
                line.put("seconds", Math.round((System.nanoTime() - start) / 1e6) / 1e3);
                line.put("processor_seconds", Math.round((PROCESS.getProcessCpuTime() - processor) / 1e6) / 1e3);
                line.put("in", answer.steps().getFirst().in());
                line.put("kept", answer.steps().getFirst().keptBefore() + " to " + answer.steps().getFirst().keptAfter());
                System.out.println(Json.text(line));
            }
        }
    }

    private static RunRecord make(ShardStore store, int samples, int shardSamples) {
        Plan plan = new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(RECIPE, "million.yaml"));
        PlannedStep read = plan.steps().get(0);
        PlannedStep score = plan.steps().get(1);
        PlannedStep best = plan.steps().get(2);
        PlannedStep pass = plan.steps().get(3);
        List<Digest> readKeys = new ArrayList<>();
        List<Digest> scoreKeys = new ArrayList<>();
        List<Digest> passKeys = new ArrayList<>();
        for (int from = 0; from < samples; from += shardSamples) {
            Reader.Split split = new Reader.Split("rows", from, Math.min(samples, from + shardSamples));
            OperatorSpec reader = read.operators().getFirst();
            ShardView in = new ReadStep(store).run(
                    ReadStep.key(Digest.of("million"), split, reader), List::of, split, reader, new Rows(), Progress.SILENT);
            Random random = new Random(from);
            readKeys.add(in.key());
            ShardView scored = pass(store, score, in, random);
            scoreKeys.add(scored.key());
            passKeys.add(pass(store, pass, scored, random).key());
        }
        List<Digest> bestKeys = select(store, best.operators().getFirst(), scoreKeys);
        Documents documents = new Documents(store.contents());
        return new RunRecord(
                RunRecord.FORMAT, RUN, "default", "million", "million.yaml", documents.putPlan(plan), Digest.of("million"),
                RunStatus.COMPLETED, "2026-01-01T00:00:00Z", Optional.of("2026-01-01T00:00:01Z"), Optional.empty(),
                List.of(
                        step(read, documents.putKeys(readKeys)), step(score, documents.putKeys(scoreKeys)),
                        step(best, documents.putKeys(bestKeys)), step(pass, documents.putKeys(passKeys))),
                List.of(), Optional.empty(),
                List.of(), List.of());
    }

    private static ShardView pass(ShardStore store, PlannedStep step, ShardView in, Random random) {
        List<CurationOperator> operators = step.operators().stream().<CurationOperator>map(spec -> new MadeUp(
                (Filter) CATALOG.create(spec.name(), spec.given(), OperatorContext.withoutModels()), random)).toList();
        return new PassStep(store).run(
                PassStep.key(in.key(), step.operators(), Map.of()), in, step.operators(), operators, Progress.SILENT);
    }

    private static List<Digest> select(ShardStore store, OperatorSpec spec, List<Digest> inputs) {
        SelectStep step = new SelectStep(store);
        SetSelector selector = (SetSelector) CATALOG.create(spec.name(), spec.given(), OperatorContext.withoutModels());
        List<Digest> summaries = inputs.stream()
                .map(key -> step.summarize(SelectStep.summaryKey(key, spec), store.view(key), selector, Progress.SILENT))
                .toList();
        Digest finding = step.merge(SelectStep.findingKey(inputs, spec), summaries, selector, Progress.SILENT);
        return inputs.stream()
                .map(key -> step.select(
                        SelectStep.judgeKey(finding, key, spec), store.view(key), finding, spec, selector, Progress.SILENT).key())
                .toList();
    }

    private static StepRecord step(PlannedStep step, Digest keys) {
        return new StepRecord(
                step.index(), step.stage(), step.kind(), step.operators().stream().map(OperatorSpec::label).toList(),
                Optional.of(keys), 1, 1, 0, Counts.NONE, Map.of(), Map.of(), 0);
    }

    private record Rows() implements Reader {
        @Override
        public List<Split> split(Input input, int samplesPerSplit) {
            return List.of();
        }

        @Override
        public void read(Input input, Split split, Output out) {
            for (long row = split.from(); row < split.to(); row++) {
                String text = "The text of row " + row + ", which nobody reads but who asks for an example of it. ".repeat(4);
                out.accept(Sample.read("rows#" + row, Map.of(), List.of(new Part.Text(text))));
            }
        }
    }

    /** Measures what looks like pages, and decides as the filter does. */
    private record MadeUp(Filter filter, Random random) implements Filter {
        @Override
        public List<Feature> features() {
            return filter.features();
        }

        @Override
        public void measure(Batch batch, Measurements out) {
            for (int row = 0; row < batch.size(); row++) {
                double words = Math.exp(3 + random.nextGaussian() * 1.2 + 2);
                for (int feature = 0; feature < features().size(); feature++) {
                    if (features().get(feature).type() == Feature.Type.TEXT) {
                        out.text(row, feature, random.nextInt(10) == 0 ? "de" : "en");
                    } else {
                        out.number(row, feature, value(features().get(feature).name(), words));
                    }
                }
            }
        }

        private double value(String name, double words) {
            if (name.startsWith("dup_line") || name.startsWith("dup_para")) {
                return random.nextInt(3) == 0 ? Math.floor(words * random.nextDouble() * 0.1) : 0;
            }
            if (name.startsWith("dup_") || name.startsWith("top_")) {
                return Math.floor(words * random.nextDouble() * 0.8);
            }
            return switch (name) {
                case "lang_score" -> Math.rint((0.6 + random.nextDouble() * 0.4) * 1e4) / 1e4;
                case "text_len", "length" -> Math.floor(words * 6);
                case "non_symbol_length" -> Math.floor(words * 4.5);
                case "hashes", "ellipses", "bullet_lines", "ellipsis_lines", "line_feeds" -> random.nextInt(4);
                case "lines", "paragraphs" -> 10 + Math.floor(words / 20);
                case "punctuated_lines", "short_lines" -> Math.floor((10 + words / 20) * random.nextDouble() * 0.7);
                case "alpha_words" -> Math.ceil(words * (0.78 + random.nextDouble() * 0.2));
                case "stop_words" -> random.nextInt(12);
                default -> Math.floor(words);
            };
        }

        @Override
        public Decision decide(FeatureRow row) {
            return filter.decide(row);
        }
    }
}

package dev.tandem.services.gateway.labels;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.labels.HumanLabel;
import dev.tandem.core.labels.HumanPreferences;
import dev.tandem.core.labels.JudgeComparison;
import dev.tandem.core.labels.JudgeReport;
import dev.tandem.core.labels.LabelExport;
import dev.tandem.core.labels.LabelFormat;
import dev.tandem.core.labels.LabelReview;
import dev.tandem.core.labels.LabelSampling;
import dev.tandem.core.labels.LabelSampling.Choice;
import dev.tandem.core.labels.LabelSampling.Chosen;
import dev.tandem.core.labels.LabelledSet;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.publish.DatasetManifest.StepHistory;
import dev.tandem.core.publish.DatasetPublisher.Published;
import dev.tandem.core.publish.SamplePublisher;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.ReviewRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.services.gateway.GatewayConfig;
import dev.tandem.services.gateway.Runs;
import dev.tandem.workflows.CurationReview;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What people say of samples, as people ask for it. */
@Singleton
public class Labels {
    static final int DEFAULT_SAMPLES = 100;
    private static final String FORMAT = "jsonl";

    private final Runs runs;
    private final LabelledRuns labelled;
    private final GatewayConfig config;
    private final OperatorCatalog catalog;
    private final ShardStore store;
    private final Documents documents;

    Labels(Runs runs, LabelledRuns labelled, GatewayConfig config, OperatorCatalog catalog, ShardStore store) {
        this.runs = runs;
        this.labelled = labelled;
        this.config = config;
        this.catalog = catalog;
        this.store = store;
        this.documents = new Documents(store.contents());
    }

    /**
     * What to export.
     *
     * @param of a run, or a data set
     * @param stage empty for the gate that the run waits at, or the last stage
     * @param samples at most; empty for those that a gate asks for, or 100
     */
    record Question(
            String of, Optional<String> stage, OptionalInt samples, long seed, Optional<LabelSampling.Around> around,
            LabelFormat format) {}

    /** Labels that have become a data set. */
    public record Imported(
            String run, String name, Digest version, int labels, int samples, Set<String> annotators, int conflicts,
            Optional<Double> alpha) {}

    /** Preferences that have become a data set. */
    public record Preferences(String run, String name, Digest version, int preferences) {}

    byte[] export(Question question) {
        RunRecord run = labelled.find(question.of());
        Optional<ReviewRecord> gate = gate(run).filter(unused -> question.stage().isEmpty());
        StepRecord step = gate.map(review -> run.steps().get(review.step())).orElseGet(() -> last(run, question.stage()));
        boolean isOfGate = gate.isPresent() && question.around().isEmpty();
        int samples = question.samples().orElseGet(() -> isOfGate ? gate.orElseThrow().samples() : DEFAULT_SAMPLES);
        if (samples < 1 || samples > Choice.MOST) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "From 1 to " + Choice.MOST + " samples are exported, found " + samples);
        }
        List<Chosen> chosen = chosen(run, step, new Choice(samples, question.seed(), question.around()));
        if (chosen.isEmpty()) {
            throw new TandemException(ErrorCode.NOT_FOUND, "The stage '" + step.stage() + "' of the run '" + run.run()
                    + "' has no sample that could be labelled");
        }
        return question.format().write(LabelExport.tasks(store, run.run(), step.stage(), chosen));
    }

    private List<Chosen> chosen(RunRecord run, StepRecord step, Choice choice) {
        try {
            return LabelSampling.of(store, views(step), choice);
        } catch (TandemException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? run.collected(e) : e;
        }
    }

    private List<Digest> views(StepRecord step) {
        return documents.keys(step.views().orElseThrow());
    }

    private static Optional<ReviewRecord> gate(RunRecord run) {
        return run.status().finished() ? Optional.empty() : run.reviews().stream().filter(ReviewRecord::waits).findFirst();
    }

    /** The last step of a stage that is finished. */
    private static StepRecord last(RunRecord run, Optional<String> stage) {
        List<StepRecord> steps = run.steps().stream()
                .filter(step -> step.views().isPresent() && stage.map(step.stage()::equals).orElse(true))
                .toList();
        if (steps.isEmpty()) {
            throw new TandemException(ErrorCode.NOT_FOUND, "The run '" + run.run() + "' has finished no stage"
                    + stage.map(name -> " '" + name + "'").orElse("") + "; it has " + new TreeSet<>(
                            run.steps().stream().map(StepRecord::stage).toList()));
        }
        return steps.getLast();
    }

    /** Keeps labels of samples of a run as a version of the data set with those of its recipe. */
    public Imported keep(RunRecord run, LabelledSet labels, byte[] file) {
        return imported(Optional.empty(), run, labels, file);
    }

    /** Makes labels a data set version; those of samples that the run has not are refused. */
    Imported imported(Optional<String> name, Optional<String> run, LabelFormat format, byte[] file) {
        List<HumanLabel> labels = format.read(file);
        return imported(name, runs.status(run.orElseGet(() -> run(labels))), new LabelledSet(labels), file);
    }

    private static String run(List<HumanLabel> labels) {
        Set<String> named = new TreeSet<>(labels.stream().map(HumanLabel::run).filter(run -> !run.isEmpty()).toList());
        if (named.size() != 1) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, named.isEmpty()
                    ? "The labels do not say of which run their samples are; give it"
                    : "The labels are of the runs " + named + "; import those of one run at a time");
        }
        return named.iterator().next();
    }

    private Imported imported(Optional<String> name, RunRecord run, LabelledSet labels, byte[] file) {
        Set<Digest> known = new HashSet<>();
        labelled.ids(run, id -> {
            if (labels.samples().contains(id)) {
                known.add(id);
            }
        });
        labels.verifyAllOf(known, "the run '" + run.run() + "'");
        String dataset = name.orElse("labels-" + run.recipe());
        int count = labels.labels();
        Published published = publish(dataset, input(file), labels.asSamples(run.run()), FORMAT, "labels");
        double alpha = labels.alpha();
        return new Imported(
                run.run(), dataset, published.version(), count, labels.samples().size(), labels.annotators(), labels.conflicts(),
                Double.isNaN(alpha) ? Optional.empty() : Optional.of(alpha));
    }

    /** Makes preferences of corrections, and of what is said of two answers: a data set in a format that trainers read. */
    Preferences preferences(String name, Optional<String> run, LabelFormat format, String writer, byte[] file) {
        List<HumanLabel> given = format.read(file);
        RunRecord of = runs.status(run.orElseGet(() -> run(given)));
        LabelledSet labels = new LabelledSet(given);
        List<Sample> preferences = new ArrayList<>();
        Set<Digest> known = new HashSet<>();
        labelled.samples(of, labels.samples(), sample -> {
            if (known.add(sample.id())) {
                labels.of(sample.id()).forEach(label -> HumanPreferences.of(sample, label).ifPresent(preferences::add));
            }
        });
        labels.verifyAllOf(known, "the run '" + of.run() + "'");
        if (preferences.isEmpty()) {
            throw new TandemException(ErrorCode.EMPTY_INPUT,
                    "The labels have no corrections, and none is 'first' or 'second' of two answers: there are no preferences in them");
        }
        Published published = publish(name, input(file), preferences, writer, "preferences");
        return new Preferences(of.run(), name, published.version(), preferences.size());
    }

    private Digest input(byte[] file) {
        Digest blob = store.contents().put(file, ObjectKey::blob);
        return new InputManifest(InputManifest.FORMAT, List.of(new InputManifest.Entry("labels", blob, file.length)))
                .store(store.contents());
    }

    private Published publish(String dataset, Digest input, List<Sample> samples, String format, String made) {
        if (catalog.writers().find(format).isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "There is no format '" + format + "'; expected one of "
                    + catalog.writers().all().stream().map(OperatorInfo::name).toList());
        }
        int count = samples.size();
        Writer writer = (Writer) catalog.writers().create(format, Map.of(), OperatorContext.withoutModels());
        try {
            return new SamplePublisher(store.contents()).publish(new SamplePublisher.Request(
                    config.tenant(), dataset, made, input, samples, format, writer,
                    new StepHistory(made, List.of(), new Counts(0, count, count, 0, 0, 0, 0), Map.of(), Optional.empty())));
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Not the name of a data set: " + e.getMessage(), e);
        }
    }

    /** Holds labels against the sample of the gate that a run waits at, keeps them as a data set, and tells the run. */
    RunRecord review(String name, String by, LabelFormat format, byte[] file) {
        RunRecord run = runs.status(name);
        ReviewRecord gate = gate(run).orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT,
                "The run '" + name + "' waits for no review; './tandem status " + name + "' shows how far it is"));
        LabelledSet labels = new LabelledSet(format.read(file));
        StepRecord step = run.steps().get(gate.step());
        List<Chosen> sample = chosen(run, step, new Choice(gate.samples(), 0, Optional.empty()));
        labels.verifyAllOf(new HashSet<>(sample.stream().map(Chosen::sample).toList()),
                "the sample of the gate behind the stage '" + gate.stage() + "'");
        LabelReview counted = LabelReview.of(sample, labels);
        Imported imported = keep(run, labels, file);
        return runs.review(name, new CurationReview(
                by, gate.step(), imported.name() + "@" + imported.version(), counted.kept(), counted.keptGood(), counted.left(),
                counted.leftBad()));
    }

    JudgeReport compare(String name, Optional<String> stage, LabelFormat format, byte[] file) {
        RunRecord run = runs.status(name);
        LabelledSet labels = new LabelledSet(format.read(file));
        try {
            return JudgeComparison.of(store, name, views(last(run, stage)), labels);
        } catch (TandemException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? run.collected(e) : e;
        }
    }
}

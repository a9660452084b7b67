package dev.tandem.core.calibration;

import dev.tandem.core.calibration.Calibration.FeatureCurve;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardThreads;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds a small labelled set against what a run measured, and proposes thresholds. Its greatest limitation: precision is that of
 * the labelled set, so that it is that of the run only where the labelled samples were drawn from the run at random; and of many
 * features the best one looks better than it is.
 */
public final class Calibrator {
    /** Good samples, and bad ones, without which nothing is said. */
    public static final int LEAST_OF_EACH = 5;

    private static final int SHOWN = 5;

    private final ShardStore store;
    private final OperatorCatalog catalog;
    private final ShardThreads threads;

    public Calibrator(ShardStore store, OperatorCatalog catalog) {
        this.store = store;
        this.catalog = catalog;
        this.threads = new ShardThreads(store, "calibrate");
    }

    /**
     * What is asked of a run.
     *
     * @param labels one a line, as JSON: a sample's {@code id} or {@code source}, and its {@code label}, good or bad
     * @param features as {@code operator.feature} or {@code stage.operator.feature}; all where there are none
     * @param precision share of good samples among those kept that thresholds are proposed for
     * @param several which number stands for a sample whose media parts have one each
     * @param seed of what is drawn for intervals: the same seed gives the same answer
     */
    public record Question(String labels, List<String> features, double precision, Several several, long seed) {
        public static final double DEFAULT_PRECISION = 0.9;
        public static final long DEFAULT_SEED = 1;
    }

    /**
     * Asks.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for labels that say too little, and for features that there are not;
     *     {@link ErrorCode#NOT_FOUND} where what the run stored has been collected as garbage
     */
    public Calibration calibrate(RunRecord run, Question question) {
        if (!(question.precision() > 0 && question.precision() <= 1)) {
            throw refused("The precision is above 0 and at most 1, found " + question.precision());
        }
        List<Label> labels = LabelFile.read(question.labels());
        if (labels.stream().map(Label::good).distinct().count() < 2) {
            throw refused("All " + labels.size() + " labels are '" + (labels.getFirst().good() ? "good" : "bad")
                    + "'. What tells good from bad can only be seen where there are some of each.");
        }
        try {
            return answer(run, question, labels);
        } catch (TandemException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? run.collected(e) : e;
        }
    }

    private Calibration answer(RunRecord run, Question question, List<Label> given) {
        LabelledRows labels = LabelledRows.find(store, run, given);
        int good = labels.count(true);
        int bad = labels.count(false);
        verifyEnough(run, labels, good, bad);
        StoredValues stored = new StoredValues(store, threads, question.several());
        List<Measured> measured = chosen(stored.labelled(run, labels), question.features());
        List<Candidate> candidates = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Measured one : measured) {
            switch (Candidate.of(one, labels, question.precision(), question.seed())) {
                case Candidate.Outcome.Found(Candidate candidate) -> candidates.add(candidate);
                case Candidate.Outcome.Skipped(String reason) -> skipped.add(reason);
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::area).reversed().thenComparing(Candidate::feature));
        Map<Integer, List<Candidate>> bySteps =
                candidates.stream().collect(Collectors.groupingBy(one -> one.measured().step().index(), TreeMap::new, Collectors.toList()));
        bySteps.forEach((step, ofStep) -> stored.count(run.steps().get(step), ofStep));
        String several = question.several().name().toLowerCase(Locale.ROOT);
        List<FeatureCurve> curves = candidates.stream()
                .map(candidate -> candidate.curve(limit -> candidate.selector(limit, several)))
                .toList();
        Optional<FeatureCurve> fused = new FusedScore(store, catalog, threads, new Documents(store.contents()).plan(run.plan()))
                .of(run, candidates, labels, question);
        List<Label> unmatched = labels.unmatched();
        return new Calibration(
                run.run(), good, bad, unmatched.size(),
                unmatched.stream().limit(SHOWN).map(label -> LabelFile.shown(label.sample())).toList(),
                question.precision(), curves, fused, skipped);
    }

    private static void verifyEnough(RunRecord run, LabelledRows labels, int good, int bad) {
        if (good + bad == 0) {
            throw refused("None of the " + labels.size() + " labels names a sample of the run '" + run.run() + "', such as '"
                    + LabelFile.shown(labels.unmatched().getFirst().sample()) + "'. A label has a sample's 'id', at least "
                    + LabelFile.MIN_ID_DIGITS + " digits of it, or its 'source', as './tandem why' prints them.");
        }
        if (good < LEAST_OF_EACH || bad < LEAST_OF_EACH) {
            throw refused("The labels name " + good + " good and " + bad + " bad samples of the run; at least " + LEAST_OF_EACH
                    + " of each are needed, and some fifty of each for narrow intervals."
                    + (labels.unmatched().isEmpty() ? "" : " " + labels.unmatched().size() + " labels name no sample of the run."));
        }
    }

    /** Of each feature what the latest step measured, or what was asked for. */
    private static List<Measured> chosen(List<Measured> all, List<String> asked) {
        Map<String, Measured> latest = new LinkedHashMap<>();
        Map<String, Measured> named = new TreeMap<>();
        for (Measured measured : all) {
            latest.put(measured.feature(), measured);
            named.put(measured.step().stage() + "." + measured.feature(), measured);
        }
        named.putAll(latest);
        if (asked.isEmpty() && !latest.isEmpty()) {
            return List.copyOf(latest.values());
        }
        if (latest.isEmpty()) {
            throw refused("The run measured no number of a labelled sample. Run a recipe with a filter that measures, and ask about"
                    + " that run.");
        }
        List<Measured> chosen = new ArrayList<>();
        for (String name : asked) {
            Measured found = named.get(name);
            if (found == null) {
                throw refused("The run measured no '" + LabelFile.shown(name) + "' of a labelled sample; "
                        + NearestName.suggest(name, named.keySet())
                                .map(nearest -> "did you mean '" + nearest + "'?")
                                .orElse("it measured " + String.join(", ", latest.keySet())));
            }
            if (!chosen.contains(found)) {
                chosen.add(found);
            }
        }
        return chosen;
    }

    private static TandemException refused(String why) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, why);
    }
}

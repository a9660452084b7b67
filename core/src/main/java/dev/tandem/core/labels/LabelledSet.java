package dev.tandem.core.labels;

import dev.tandem.core.agreement.KrippendorffAlpha;
import dev.tandem.core.agreement.KrippendorffAlpha.Metric;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What people said of samples, by sample; what they do not agree about stays as they said it. */
public final class LabelledSet {
    /** Metadata of a label as a sample. */
    public static final String ANNOTATOR = "annotator";
    public static final String CORRECTIONS = "corrections";
    /** Roles of its parts. */
    public static final String LABEL = "label";
    public static final String COMMENT = "comment";

    private static final int SHOWN = 5;

    private final TreeMap<Digest, List<HumanLabel>> bySample;

    public LabelledSet(List<HumanLabel> labels) {
        bySample = labels.stream().collect(Collectors.groupingBy(HumanLabel::sample, TreeMap::new, Collectors.toList()));
    }

    public Set<Digest> samples() {
        return bySample.keySet();
    }

    public List<HumanLabel> of(Digest sample) {
        return bySample.getOrDefault(sample, List.of());
    }

    public int labels() {
        return bySample.values().stream().mapToInt(List::size).sum();
    }

    public Set<String> annotators() {
        return bySample.values().stream().flatMap(List::stream).map(HumanLabel::annotator)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Samples of which two people said different things. */
    public int conflicts() {
        return (int) bySample.values().stream()
                .filter(labels -> labels.stream().map(HumanLabel::label).distinct().count() > 1)
                .count();
    }

    /** What more people said of a sample than anything else; empty where there is no such label. */
    public Optional<String> majority(Digest sample) {
        Map<String, Long> counts =
                of(sample).stream().collect(Collectors.groupingBy(HumanLabel::label, TreeMap::new, Collectors.counting()));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<String> first = counts.entrySet().stream().filter(count -> count.getValue() == most).map(Map.Entry::getKey).toList();
        return first.size() == 1 ? Optional.of(first.getFirst()) : Optional.empty();
    }

    /** Krippendorff's alpha of the people; NaN where no sample was labelled by two. */
    public double alpha() {
        Map<String, Double> places = new HashMap<>();
        boolean numbers = bySample.values().stream().flatMap(List::stream).allMatch(label -> !Double.isNaN(number(label.label())));
        ToDoubleFunction<HumanLabel> value = numbers
                ? label -> number(label.label())
                : label -> places.computeIfAbsent(label.label(), unused -> (double) places.size());
        double[][] items = bySample.values().stream()
                .map(labels -> labels.stream().mapToDouble(value).toArray())
                .toArray(double[][]::new);
        return KrippendorffAlpha.of(items, numbers ? Metric.INTERVAL : Metric.NOMINAL);
    }

    /** NaN where a label is no number. */
    static double number(String label) {
        return label.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?") ? Double.parseDouble(label) : Double.NaN;
    }

    /** @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} that names labels of samples that are not there */
    public void verifyAllOf(Set<Digest> known, String what) {
        List<HumanLabel> strange = bySample.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .sorted(Comparator.comparingInt(HumanLabel::line))
                .toList();
        if (!strange.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, strange.size() + " labels are of samples that are not in " + what + ": "
                    + strange.stream()
                            .limit(SHOWN)
                            .map(label -> label.sample().abbreviated() + " in line " + label.line())
                            .collect(Collectors.joining(", "))
                    + (strange.size() > SHOWN ? ", ..." : ""));
        }
    }

    /** Each label as a sample of its own, made by a human from the one that it is about. */
    public List<Sample> asSamples(String run) {
        List<Sample> samples = new ArrayList<>();
        bySample.values().stream().flatMap(List::stream).forEach(label -> samples.add(sample(run, label)));
        return samples;
    }

    private static Sample sample(String run, HumanLabel label) {
        Map<String, String> metadata = new TreeMap<>(Map.of(SampleMetadata.ACTOR, "human", ANNOTATOR, label.annotator(), "run", run));
        if (!label.corrections().isEmpty()) {
            metadata.put(CORRECTIONS, Json.text(label.corrections()));
        }
        List<Part> parts = new ArrayList<>(List.of(new Part.Text(label.label(), Map.of(PartAttributes.ROLE, LABEL))));
        if (!label.comment().isEmpty()) {
            parts.add(new Part.Text(label.comment(), Map.of(PartAttributes.ROLE, COMMENT)));
        }
        return Sample.of("human/" + label.annotator() + "/" + label.sample(), List.of(label.sample()), metadata, parts);
    }
}

package dev.tandem.core.diff;

import dev.tandem.core.diff.DatasetDiff.Example;
import dev.tandem.core.diff.DatasetDiff.Place;
import dev.tandem.core.diff.DatasetDiff.SampleDiff;
import dev.tandem.core.diff.DatasetDiff.Version;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.IdentifyingWriter;
import dev.tandem.core.operator.IdentifyingWriter.Identity;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.publish.PublishedFile;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares versions of data sets. Both are walked side by side, sorted by id as they are published: counts are exact, and memory
 * holds one file of samples of each. Of Parquet files only ids, digests and sources are fetched.
 */
public final class DatasetComparison {
    /** Most examples of one answer, of each kind. */
    public static final int MAX_EXAMPLES = 100;

    private final ContentStore contents;
    private final OperatorCatalog catalog;
    private final Datasets datasets;

    public DatasetComparison(ObjectStore objects, OperatorCatalog catalog) {
        this.contents = new ContentStore(objects);
        this.catalog = catalog;
        this.datasets = new Datasets(objects);
    }

    /**
     * Compares two versions, each named as {@code name}, {@code name@version} or {@code version}.
     *
     * @param examples samples to show, at most, of those only in one, only in the other, and with other content
     * @throws TandemException {@link ErrorCode#NOT_FOUND}, {@link ErrorCode#INVALID_ARGUMENT}
     */
    public DatasetDiff compare(String tenant, String a, String b, int examples) {
        if (examples < 0 || examples > MAX_EXAMPLES) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "From 0 to " + MAX_EXAMPLES + " examples can be shown, found " + examples);
        }
        VersionFinder finder = new VersionFinder(contents.objects(), datasets, tenant);
        VersionFinder.Found foundA = finder.find(a);
        VersionFinder.Found foundB = finder.find(b);
        DatasetManifest ofA = datasets.manifest(tenant, foundA.name(), foundA.version());
        DatasetManifest ofB = datasets.manifest(tenant, foundB.name(), foundB.version());
        return new DatasetDiff(
                new Version(foundA.name(), foundA.version(), ofA.recipe(), ofA.samples()),
                new Version(foundB.name(), foundB.version(), ofB.recipe(), ofB.samples()),
                History.differences(ofA, ofB),
                History.steps(ofA, ofB),
                samples(ofA, ofB, examples));
    }

    private SampleDiff samples(DatasetManifest a, DatasetManifest b, int examples) {
        if (a.sampleDigest().equals(b.sampleDigest())) {
            return new SampleDiff(0, 0, 0, a.samples(), List.of());
        }
        Walk walk = new Walk(samples(a), samples(b), examples);
        walk.walk();
        return walk.result();
    }

    /** Samples of a version in the format that tells of them with the least reading. */
    private PublishedSamples samples(DatasetManifest manifest) {
        Map<String, List<PublishedFile>> formats = new TreeMap<>();
        for (PublishedFile file : manifest.files()) {
            String format = file.path().substring(0, file.path().indexOf('/'));
            if (file.path().startsWith(format + "/part-")) {
                formats.computeIfAbsent(format, unused -> new ArrayList<>()).add(file);
            }
        }
        return Optional.ofNullable(formats.get("parquet"))
                .flatMap(files -> samples("parquet", files))
                .or(() -> formats.entrySet().stream()
                        .flatMap(format -> samples(format.getKey(), format.getValue()).stream())
                        .findFirst())
                .orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT, "The data set '" + manifest.name()
                        + "' is published as " + String.join(", ", formats.keySet())
                        + ", which does not tell content digests. Publish it as parquet or jsonl as well."));
    }

    /** @param format the writer's name, with {@code -2} and so on where a recipe has it more than once */
    private Optional<PublishedSamples> samples(String format, List<PublishedFile> files) {
        String name = format.replaceFirst("-[0-9]+$", "");
        return catalog.writers().find(name)
                .map(info -> catalog.writers().create(name, Map.of(), OperatorContext.withoutModels()))
                .filter(IdentifyingWriter.class::isInstance)
                .map(writer -> new PublishedSamples(contents, (IdentifyingWriter) writer, files));
    }

    private static final class Walk {
        private final PublishedSamples a;
        private final PublishedSamples b;
        private final int maxExamples;
        private final Map<Place, List<Example>> examples = new EnumMap<>(Place.class);
        private final Map<Place, Long> counts = new EnumMap<>(Place.class);
        private long same;

        Walk(PublishedSamples a, PublishedSamples b, int maxExamples) {
            this.a = a;
            this.b = b;
            this.maxExamples = maxExamples;
        }

        void walk() {
            Optional<Identity> inA = a.peek();
            Optional<Identity> inB = b.peek();
            while (inA.isPresent() || inB.isPresent()) {
                int order = inA.isEmpty() ? 1 : inB.isEmpty() ? -1 : inA.get().id().compareTo(inB.get().id());
                if (order < 0) {
                    found(Place.ONLY_A, inA.get());
                } else if (order > 0) {
                    found(Place.ONLY_B, inB.get());
                } else if (inA.get().content().equals(inB.get().content())) {
                    same++;
                } else {
                    found(Place.OTHER_CONTENT, inA.get());
                }
                if (order <= 0) {
                    a.pass();
                    inA = a.peek();
                }
                if (order >= 0) {
                    b.pass();
                    inB = b.peek();
                }
            }
        }

        private void found(Place place, Identity sample) {
            counts.merge(place, 1L, Long::sum);
            List<Example> shown = examples.computeIfAbsent(place, unused -> new ArrayList<>());
            if (shown.size() < maxExamples) {
                shown.add(new Example(place, sample.id(), sample.source()));
            }
        }

        SampleDiff result() {
            return new SampleDiff(
                    counts.getOrDefault(Place.ONLY_A, 0L),
                    counts.getOrDefault(Place.ONLY_B, 0L),
                    counts.getOrDefault(Place.OTHER_CONTENT, 0L),
                    same,
                    examples.values().stream().flatMap(List::stream).toList());
        }
    }
}

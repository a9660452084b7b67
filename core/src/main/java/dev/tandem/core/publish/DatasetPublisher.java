package dev.tandem.core.publish;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.dedup.DuplicateQuality;
import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Verification;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a data set version: the samples that are still in, sorted by id, in every format of the recipe. Made items that nobody
 * verified, or that were changed since, stay out, and are counted in the manifest by reason.
 */
public final class DatasetPublisher {
    /** Raised when publishing itself changes what it writes. */
    private static final int VERSION = 2;

    /** Names, in a manifest's history, what is refused at the last moment. */
    private static final String STAGE = "publish";

    private static final int PART_SAMPLES = 2_000;
    private static final long PART_BYTES = 64L << 20;

    private final ShardStore store;

    public DatasetPublisher(ShardStore store) {
        this.store = store;
    }

    /**
     * What to publish.
     *
     * @param views keys of the shards of each step of the plan, by the step's index
     * @param writers by format, in the order of the plan's formats
     * @param lineage of what a round of data and model made
     */
    public record Request(
            String tenant,
            String name,
            Plan plan,
            int step,
            Digest input,
            Map<Integer, List<Digest>> views,
            Map<String, Digest> models,
            List<Writer> writers,
            Optional<DatasetManifest.Lineage> lineage) {

        /** The result of a recipe. */
        public Request(
                String tenant,
                String name,
                Plan plan,
                int step,
                Digest input,
                Map<Integer, List<Digest>> views,
                Map<String, Digest> models,
                List<Writer> writers) {
            this(tenant, name, plan, step, input, views, models, writers, Optional.empty());
        }
    }

    /** A published version. */
    public record Published(Digest version, long samples, long files) {}

    /** Names the result of publishing. */
    public static Digest key(Request request) {
        List<Object> made = new ArrayList<>(List.of(
                "publish",
                VERSION,
                request.tenant(),
                request.name(),
                request.plan().recipe(),
                request.step(),
                request.input(),
                request.views().get(request.step()),
                new TreeMap<>(request.models()),
                request.plan().formats()));
        request.lineage().ifPresent(made::add);
        return Digest.of(Json.bytes(made));
    }

    /** What has been published under a key before, made to last. */
    public Optional<Published> find(Digest key) {
        return store.contents().objects().find(ObjectKey.result(key))
                .filter(json -> store.contents().keep(ObjectKey.result(key)))
                .map(json -> Json.read(json, Published.class));
    }

    public Published publish(Request request, Progress progress) {
        List<FormatFiles> formats = new ArrayList<>();
        for (int i = 0; i < request.writers().size(); i++) {
            String format = request.plan().formats().get(i).label();
            formats.add(new FormatFiles(format.replace('#', '-'), request.writers().get(i), store.contents()));
        }
        List<ShardView> views = request.views().get(request.step()).stream().map(store::view).toList();
        long expected = views.stream().mapToLong(view -> store.alive(view).getLongCardinality()).sum();
        Parts parts = new Parts(formats);
        Map<String, Long> refused = new TreeMap<>();
        try (SampleSorter sorter = new SampleSorter(expected, digest -> store.contents().get(digest, ObjectKey::blob))) {
            long[] read = {0};
            for (ShardView view : views) {
                store.live(view, (row, sample) -> {
                    Optional<String> refusal = Verification.refusal(sample);
                    if (refusal.isPresent()) {
                        refused.merge(STAGE + ": " + refusal.get(), 1L, Long::sum);
                    } else {
                        spool(sorter, sample);
                    }
                    progress.done(++read[0]);
                });
            }
            sorter.forEachSorted(parts::add);
            parts.finish();
        } catch (IOException e) {
            throw noSpace(e);
        }
        return manifest(request, formats, parts, refused);
    }

    private Published manifest(Request request, List<FormatFiles> formats, Parts parts, Map<String, Long> refused) {
        List<PublishedFile> files = formats.stream()
                .flatMap(format -> format.files().stream())
                .sorted(Comparator.comparing(PublishedFile::path))
                .toList();
        DatasetManifest manifest = new DatasetManifest(
                DatasetManifest.FORMAT,
                request.name(),
                request.plan().recipe(),
                parts.samples,
                Digest.finish(parts.sha256, new byte[0]),
                request.input(),
                history(request, parts.samples, refused),
                request.models(),
                files,
                request.lineage(),
                parts.written.told());
        byte[] json = Json.pretty(manifest).getBytes(StandardCharsets.UTF_8);
        Digest version = Digest.of(json);
        store.contents().objects().putIfAbsent(ObjectKey.dataset(request.tenant(), request.name(), version), json);
        Published published = new Published(version, parts.samples, files.size());
        store.contents().objects().putIfAbsent(ObjectKey.result(key(request)), Json.bytes(published));
        return published;
    }

    private List<DatasetManifest.StepHistory> history(Request request, long published, Map<String, Long> refused) {
        Deque<DatasetManifest.StepHistory> history = new ArrayDeque<>();
        OptionalInt index = OptionalInt.of(request.step());
        while (index.isPresent()) {
            PlannedStep step = request.plan().steps().get(index.getAsInt());
            Counts counts = Counts.NONE;
            Map<String, Long> reasons = new TreeMap<>();
            SortedMap<String, Long> refusedItems = new TreeMap<>();
            for (Digest key : request.views().get(step.index())) {
                ShardView view = store.view(key);
                counts = counts.plus(view.counts());
                view.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
                view.refused().forEach((reason, count) -> refusedItems.merge(reason, count, Long::sum));
            }
            history.addFirst(new DatasetManifest.StepHistory(
                    step.stage(), step.operators(), counts, reasons, quality(step, request),
                    refusedItems.isEmpty() ? Optional.empty() : Optional.of(refusedItems)));
            index = step.input();
        }
        if (!refused.isEmpty()) {
            long dropped = refused.values().stream().mapToLong(Long::longValue).sum();
            Counts counts = new Counts(published + dropped, 0, published, dropped, 0, 0, 0);
            history.addLast(new DatasetManifest.StepHistory(STAGE, List.of(), counts, refused, Optional.empty()));
        }
        return List.copyOf(history);
    }

    private Optional<DuplicateQuality> quality(PlannedStep step, Request request) {
        return request.views().get(step.index()).stream()
                .limit(step.kind() == StepKind.DEDUPLICATE ? 1 : 0)
                .flatMap(key -> store.view(key).layers().getLast().clusters().stream())
                .map(clusters -> Json.read(store.contents().get(clusters, ObjectKey::clusters), ClusterSummary.class))
                .flatMap(summary -> summary.quality().stream())
                .findFirst();
    }

    private void spool(SampleSorter sorter, Sample sample) {
        try {
            for (Part part : sample.parts()) {
                if (part instanceof Part.Media media && media.content().size() > SampleSorter.inlineBytes()) {
                    store.storeMedia(media.content());
                }
            }
            sorter.add(sample);
        } catch (IOException e) {
            throw noSpace(e);
        }
    }

    private static TandemException noSpace(IOException cause) {
        return new TandemException(
                ErrorCode.DISK_FULL,
                "Could not write temporary files in " + System.getProperty("java.io.tmpdir") + ": " + cause.getMessage()
                        + ". Free some space and run again: finished work is kept.",
                cause);
    }

    /** Cuts sorted samples into parts, by count and by bytes, the same for every format. */
    private static final class Parts {
        private final List<FormatFiles> formats;
        private final MessageDigest sha256 = Digest.sha256();
        private final WrittenByModels written = new WrittenByModels();
        private final List<Sample> part = new ArrayList<>();
        private long partBytes;
        private long samples;

        Parts(List<FormatFiles> formats) {
            this.formats = formats;
        }

        void add(Sample sample) {
            sha256.update((sample.id() + " " + sample.contentDigest() + "\n").getBytes(StandardCharsets.UTF_8));
            written.add(sample);
            part.add(sample);
            partBytes += bytes(sample);
            samples++;
            if (part.size() == PART_SAMPLES || partBytes >= PART_BYTES) {
                flush();
            }
        }

        void finish() {
            if (!part.isEmpty() || samples == 0) {
                flush();
            }
        }

        private void flush() {
            try {
                for (FormatFiles format : formats) {
                    format.writePart(part);
                }
            } catch (IOException e) {
                throw noSpace(e);
            }
            part.clear();
            partBytes = 0;
        }

        private static long bytes(Sample sample) {
            long bytes = 0;
            for (Part part : sample.parts()) {
                bytes += switch (part) {
                    case Part.Text text -> text.text().length();
                    case Part.Media media -> media.content().size();
                };
            }
            return bytes;
        }
    }
}

package dev.tandem.core.publish;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes samples that are at hand, such as what people said, as a data set version: made by no plan. */
public final class SamplePublisher {
    private static final int PART_SAMPLES = 2_000;

    private final ContentStore contents;

    public SamplePublisher(ContentStore contents) {
        this.contents = contents;
    }

    /**
     * What to publish.
     *
     * @param made names in the manifest what made the samples
     * @param input digest of the manifest of the files that they were read from
     * @param format name of the writer
     */
    public record Request(
            String tenant, String name, String made, Digest input, List<Sample> samples, String format, Writer writer,
            DatasetManifest.StepHistory history) {}

    /** Writes a version, which the name points to from then on; the same samples are the same version. */
    public DatasetPublisher.Published publish(Request request) {
        List<Sample> sorted = request.samples().stream().sorted(Comparator.comparing(Sample::id)).toList();
        FormatFiles files = new FormatFiles(request.format(), request.writer(), contents);
        MessageDigest sha256 = Digest.sha256();
        try {
            for (int from = 0; from == 0 || from < sorted.size(); from += PART_SAMPLES) {
                files.writePart(sorted.subList(from, Math.min(sorted.size(), from + PART_SAMPLES)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sorted.forEach(sample -> sha256.update(
                (sample.id() + " " + sample.contentDigest() + "\n").getBytes(StandardCharsets.UTF_8)));
        List<PublishedFile> written = List.copyOf(files.files());
        DatasetManifest manifest = new DatasetManifest(
                DatasetManifest.FORMAT, request.name(), request.made(), sorted.size(), Digest.finish(sha256, new byte[0]),
                request.input(), List.of(request.history()), Map.of(), written, Optional.empty(), Optional.empty());
        byte[] json = Json.pretty(manifest).getBytes(StandardCharsets.UTF_8);
        Digest version = Digest.of(json);
        contents.objects().putIfAbsent(ObjectKey.dataset(request.tenant(), request.name(), version), json);
        new Datasets(contents.objects()).point(request.tenant(), request.name(), version);
        return new DatasetPublisher.Published(version, sorted.size(), written.size());
    }
}

package dev.tandem.core.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One unit of training data: parts in reading order, and what is known about them. */
public final class Sample {
    private final Digest id;
    /** Null until somebody asks: what is only rewritten and written needs none. Of threads that ask at once, each finds the same. */
    private Digest contentDigest;
    private final String source;
    private final List<Digest> parents;
    private final Map<String, String> metadata;
    private final List<Part> parts;

    /**
     * A sample that is known.
     *
     * @param id digest of where the sample came from and what it is: two copies on two pages are two samples
     * @param contentDigest digest of the parts alone: equal for exact duplicates; scores are cached by it
     * @param source where it came from: input name and path, such as {@code docs.jar!/a/b.html}, never a host's path
     * @param parents ids of the samples that it was made from; empty for what was read
     * @param metadata sorted by name; {@link SampleMetadata} has the names that operators use
     */
    public Sample(
            Digest id, Digest contentDigest, String source, List<Digest> parents, Map<String, String> metadata, List<Part> parts) {
        this(id, source, parents, metadata, parts);
        this.contentDigest = Objects.requireNonNull(contentDigest);
    }

    private Sample(Digest id, String source, List<Digest> parents, Map<String, String> metadata, List<Part> parts) {
        this.id = id;
        this.source = source;
        this.parents = List.copyOf(parents);
        this.metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        this.parts = List.copyOf(parts);
    }

    /** A sample whose ids are computed from its source, parents and content. */
    public static Sample of(String source, List<Digest> parents, Map<String, String> metadata, List<Part> parts) {
        Digest content = contentDigest(parts);
        String lineage = parents.stream().map(Digest::hex).collect(Collectors.joining(","));
        Digest id = Digest.of("sample\0" + source + "\0" + lineage + "\0" + content.hex());
        return new Sample(id, content, source, parents, metadata, parts);
    }

    /** A sample that was read, not made. */
    public static Sample read(String source, Map<String, String> metadata, List<Part> parts) {
        return of(source, List.of(), metadata, parts);
    }

    /** The same sample after its parts were rewritten: the id stays, the content digest follows the content. */
    public Sample withParts(List<Part> rewritten) {
        return new Sample(id, source, parents, metadata, rewritten);
    }

    public Digest id() {
        return id;
    }

    public Digest contentDigest() {
        Digest known = contentDigest;
        if (known == null) {
            known = contentDigest(parts);
            contentDigest = known;
        }
        return known;
    }

    public String source() {
        return source;
    }

    public List<Digest> parents() {
        return parents;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    public List<Part> parts() {
        return parts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sample that && id.equals(that.id) && source.equals(that.source) && parents.equals(that.parents)
                && metadata.equals(that.metadata) && parts.equals(that.parts) && contentDigest().equals(that.contentDigest());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Sample[id=" + id + ", source=" + source + ", parents=" + parents + ", metadata=" + metadata + ", parts=" + parts + "]";
    }

    /** All text parts, joined by an empty line: what text operators measure. */
    public String text() {
        return text(parts);
    }

    /** What its content takes in memory, in bytes: two for each UTF-16 unit of text, and media as they are encoded. */
    public long bytes() {
        long bytes = 0;
        for (Part part : parts) {
            bytes += switch (part) {
                case Part.Text text -> 2L * text.text().length();
                case Part.Media media -> media.content().size();
            };
        }
        return bytes;
    }

    /** All text parts, joined by an empty line. */
    public static String text(List<Part> parts) {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) {
            return text.text();
        }
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n\n"));
    }

    /**
     * SHA-256 over the parts, each as its kind, role and length-prefixed content; media count by their own digest.
     * Attributes other than the role do not count: the same picture under another URL is the same content.
     */
    private static Digest contentDigest(List<Part> parts) {
        MessageDigest sha256 = Digest.sha256();
        for (Part part : parts) {
            update(sha256, part.attributes().getOrDefault(PartAttributes.ROLE, ""));
            switch (part) {
                case Part.Text text -> {
                    update(sha256, "text");
                    update(sha256, text.utf8());
                }
                case Part.Media media -> {
                    update(sha256, media.modality().name());
                    update(sha256, media.content().digest().hex());
                }
            }
        }
        return Digest.finish(sha256, new byte[0]);
    }

    private static void update(MessageDigest sha256, String value) {
        update(sha256, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void update(MessageDigest sha256, byte[] bytes) {
        sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        sha256.update(bytes);
    }
}

package dev.tandem.core.publish;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A plain row format for temporary files; media that stand in blobs stay there. */
final class SampleSpool {
    private SampleSpool() {}

    static void write(DataOutputStream out, Sample sample, long inlineBytes) throws IOException {
        writeText(out, sample.id().hex());
        writeText(out, sample.contentDigest().hex());
        writeText(out, sample.source());
        out.writeInt(sample.parents().size());
        for (Digest parent : sample.parents()) {
            writeText(out, parent.hex());
        }
        writePairs(out, sample.metadata());
        out.writeInt(sample.parts().size());
        for (Part part : sample.parts()) {
            writePairs(out, part.attributes());
            switch (part) {
                case Part.Text text -> {
                    out.writeBoolean(true);
                    writeText(out, text.text());
                }
                case Part.Media media -> {
                    out.writeBoolean(false);
                    writeText(out, media.modality().name());
                    writeText(out, media.mediaType());
                    writeText(out, media.content().digest().hex());
                    out.writeLong(media.content().size());
                    boolean inline = media.content().size() <= inlineBytes;
                    out.writeBoolean(inline);
                    if (inline) {
                        out.write(media.content().bytes());
                    }
                }
            }
        }
    }

    static Sample read(DataInputStream in, Function<Digest, byte[]> blobs) throws IOException {
        Digest id = new Digest(readText(in));
        Digest content = new Digest(readText(in));
        String source = readText(in);
        List<Digest> parents = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            parents.add(new Digest(readText(in)));
        }
        Map<String, String> metadata = readPairs(in);
        List<Part> parts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            Map<String, String> attributes = readPairs(in);
            parts.add(in.readBoolean() ? new Part.Text(readText(in), attributes) : readMedia(in, attributes, blobs));
        }
        return new Sample(id, content, source, parents, metadata, parts);
    }

    private static Part.Media readMedia(
            DataInputStream in, Map<String, String> attributes, Function<Digest, byte[]> blobs) throws IOException {
        Modality modality = Modality.valueOf(readText(in));
        String type = readText(in);
        Digest digest = new Digest(readText(in));
        long size = in.readLong();
        if (in.readBoolean()) {
            byte[] bytes = in.readNBytes((int) size);
            return new Part.Media(modality, type, MediaContent.stored(digest, size, () -> bytes), attributes);
        }
        return new Part.Media(modality, type, MediaContent.stored(digest, size, () -> blobs.apply(digest)), attributes);
    }

    private static void writePairs(DataOutputStream out, Map<String, String> pairs) throws IOException {
        out.writeInt(pairs.size());
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            writeText(out, pair.getKey());
            writeText(out, pair.getValue());
        }
    }

    private static Map<String, String> readPairs(DataInputStream in) throws IOException {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String key = readText(in);
            pairs.put(key, readText(in));
        }
        return pairs;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}

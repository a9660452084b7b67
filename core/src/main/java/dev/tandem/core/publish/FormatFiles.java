package dev.tandem.core.publish;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The files of one format of a data set: numbered parts, and media beside them. */
final class FormatFiles {
    private final String format;
    private final Writer writer;
    private final ContentStore contents;
    private final Map<String, PublishedFile> files = new TreeMap<>();
    private int parts;

    FormatFiles(String format, Writer writer, ContentStore contents) {
        this.format = format;
        this.writer = writer;
        this.contents = contents;
    }

    void writePart(List<Sample> samples) throws IOException {
        Path temporary = Files.createTempFile("tandem-publish-", "." + writer.extension());
        try {
            MessageDigest sha256 = Digest.sha256();
            try (OutputStream out =
                    new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)), sha256)) {
                writer.write(samples.iterator(), new PartOutput(out));
            }
            Digest digest = Digest.finish(sha256, new byte[0]);
            contents.putFile(digest, ObjectKey::blob, temporary);
            String path = String.format(Locale.ROOT, "%s/part-%05d.%s", format, parts++, writer.extension());
            files.put(path, new PublishedFile(path, digest, Files.size(temporary), samples.size()));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    Collection<PublishedFile> files() {
        return files.values();
    }

    private final class PartOutput implements Writer.Output {
        private final OutputStream out;

        PartOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public OutputStream stream() {
            return out;
        }

        @Override
        public String media(String name, byte[] bytes) {
            String relative = "media/" + name;
            String path = format + "/" + relative;
            if (!files.containsKey(path)) {
                files.put(path, new PublishedFile(path, contents.put(bytes, ObjectKey::blob), bytes.length, 0));
            }
            return relative;
        }
    }
}

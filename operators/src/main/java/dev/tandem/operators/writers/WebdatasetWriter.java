package dev.tandem.operators.writers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.IdentifyingWriter;
import dev.tandem.core.operator.OperatorName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes WebDataset: tar archives in which the files of one base name, the sample's id, are a sample. Image files come
 * as {@code <id>.png}, further ones as {@code <id>.1.png}; the text is {@code <id>.txt}, the rest {@code <id>.json}, with the
 * digest of the content.
 */
@OperatorName(value = "webdataset", version = 2)
public final class WebdatasetWriter implements IdentifyingWriter {
    private static final String REST = ".json";
    private static final int BLOCK = 512;
    /** Archives end with two empty blocks. */
    private static final int END_BLOCKS = 2;

    public WebdatasetWriter(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String extension() {
        return "tar";
    }

    @Override
    public void write(Iterator<Sample> samples, Output out) throws IOException {
        while (samples.hasNext()) {
            Sample sample = samples.next();
            int media = 0;
            for (Part part : sample.parts()) {
                if (part instanceof Part.Media found) {
                    String number = media == 0 ? "" : "." + media;
                    media++;
                    entry(out.stream(), sample.id() + number + "." + MediaName.ending(found.mediaType()),
                            found.content().bytes());
                }
            }
            entry(out.stream(), sample.id() + ".txt", sample.text().getBytes(StandardCharsets.UTF_8));
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("metadata", sample.metadata());
            json.put("source", sample.source());
            json.put("parents", sample.parents());
            json.put("content", sample.contentDigest());
            entry(out.stream(), sample.id() + ".json", Json.bytes(json));
        }
        out.stream().write(new byte[BLOCK * END_BLOCKS]);
    }

    @Override
    public void identify(Written file, Consumer<Identity> out) throws IOException {
        try (InputStream in = file.stream()) {
            for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK && header[0] != 0; header = in.readNBytes(BLOCK)) {
                String name = text(header, 0, 100);
                long length = length(text(header, 124, 11));
                if (name.endsWith(REST)) {
                    out.accept(identity(name.substring(0, name.length() - REST.length()), in.readNBytes((int) length)));
                } else {
                    in.skipNBytes(length);
                }
                in.skipNBytes((BLOCK - length % BLOCK) % BLOCK);
            }
            // To the end, where the file is verified.
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Identity identity(String id, byte[] json) {
        JsonNode rest = Json.read(json, JsonNode.class);
        if (!rest.hasNonNull("content")) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "It was published as WebDataset alone by an earlier version, whose"
                    + " archives do not tell content digests. Run its recipe again: finished work is reused.");
        }
        return new Identity(id, rest.get("content").asText(), rest.get("source").asText());
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.US_ASCII);
    }

    private static long length(String octal) throws IOException {
        try {
            return Long.parseLong(octal, 8);
        } catch (NumberFormatException e) {
            throw new IOException("an entry of the archive has no length: " + e.getMessage(), e);
        }
    }

    /** No time and no owner, so that the same samples give the same bytes. */
    private static void entry(OutputStream out, String name, byte[] bytes) throws IOException {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format(Locale.ROOT, "%011o\0", bytes.length));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int checksum = 0;
        for (byte b : header) {
            checksum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", checksum));
        out.write(header);
        out.write(bytes);
        out.write(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int at, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}

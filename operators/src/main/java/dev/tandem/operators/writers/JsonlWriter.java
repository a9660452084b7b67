package dev.tandem.operators.writers;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.IdentifyingWriter;
import dev.tandem.core.operator.OperatorName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes JSON Lines: one object per sample with its text, its parts in order and its lineage; media are files beside.
 */
@OperatorName("jsonl")
public final class JsonlWriter implements IdentifyingWriter {
    /** The least byte that begins a character of four. */
    private static final int FIRST_OF_FOUR = 0xf0;
    private static final byte[] NOTHING = {};
    private static final SerializedString LINE_FEED = new SerializedString("\n");

    public JsonlWriter(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String extension() {
        return "jsonl";
    }

    /** As text stands in shards so it stands in lines, but for what is escaped: it is not decoded in between. */
    @Override
    public void write(Iterator<Sample> samples, Output out) throws IOException {
        try (JsonGenerator json = Json.mapper().getFactory().createGenerator(out.stream())) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).setRootValueSeparator(LINE_FEED);
            boolean any = samples.hasNext();
            while (samples.hasNext()) {
                Sample sample = samples.next();
                line(sample, media(sample, out), json);
            }
            if (any) {
                json.writeRaw('\n');
            }
        }
    }

    /** Paths of the media, in order. */
    private static List<String> media(Sample sample, Output out) throws IOException {
        List<String> paths = new ArrayList<>();
        for (Part part : sample.parts()) {
            if (part instanceof Part.Media media) {
                paths.add(out.media(MediaName.of(media), media.content().bytes()));
            }
        }
        return paths;
    }

    /** Names are in order, as in all JSON of Tandem. */
    private static void line(Sample sample, List<String> media, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", sample.id().hex());
        strings("images", media, json);
        pairs("metadata", sample.metadata(), json);
        strings("parents", sample.parents().stream().map(Digest::hex).toList(), json);
        byte[] whole = parts(sample.parts(), media.iterator(), json);
        json.writeStringField("source", sample.source());
        json.writeFieldName("text");
        if (sample.parts().size() == 1 && whole.length > 0) {
            json.writeRawUTF8String(whole, 0, whole.length);
        } else {
            json.writeString(sample.text());
        }
        json.writeEndObject();
    }

    /** Returns the last text as it was escaped; nothing where it was not. */
    private static byte[] parts(List<Part> parts, Iterator<String> media, JsonGenerator json) throws IOException {
        byte[] last = NOTHING;
        json.writeArrayFieldStart("parts");
        for (Part part : parts) {
            json.writeStartObject();
            pairs("attributes", part.attributes(), json);
            switch (part) {
                case Part.Text text -> {
                    json.writeFieldName("text");
                    last = text(text, json);
                }
                case Part.Media found -> {
                    json.writeStringField("media", media.next());
                    json.writeStringField("type", found.mediaType());
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        return last;
    }

    private static void strings(String name, List<String> strings, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }

    private static void pairs(String name, Map<String, String> pairs, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            json.writeStringField(pair.getKey(), pair.getValue());
        }
        json.writeEndObject();
    }

    /** What is beyond the basic plane stands escaped in all JSON of Tandem, which takes characters to write. */
    private static byte[] text(Part.Text text, JsonGenerator json) throws IOException {
        byte[] escaped = NOTHING;
        if (!text.isEncoded()) {
            escaped = EscapedText.of(text.text());
        } else if (isBasic(text.utf8())) {
            escaped = EscapedText.of(text.utf8());
        }
        if (escaped.length > 0) {
            json.writeRawUTF8String(escaped, 0, escaped.length);
        } else {
            json.writeString(text.text());
        }
        return escaped;
    }

    private static boolean isBasic(byte[] utf8) {
        int most = 0;
        for (byte unit : utf8) {
            most = Math.max(most, unit & 0xff);
        }
        return most < FIRST_OF_FOUR;
    }

    @Override
    public void identify(Written file, Consumer<Identity> out) throws IOException {
        try (InputStream in = file.stream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.accept(WrittenLine.identity(line));
            }
        }
    }
}

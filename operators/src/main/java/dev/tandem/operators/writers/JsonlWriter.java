package dev.tandem.operators.writers;

import dev.tandem.core.json.Json;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes JSON Lines: one object per sample with its text, its parts in order and its lineage; media are files beside.
 */
@OperatorName("jsonl")
public final class JsonlWriter implements IdentifyingWriter {
    public JsonlWriter(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String extension() {
        return "jsonl";
    }

    @Override
    public void write(Iterator<Sample> samples, Output out) throws IOException {
        while (samples.hasNext()) {
            out.stream().write(Json.bytes(line(samples.next(), out)));
            out.stream().write('\n');
        }
    }

    private static Map<String, Object> line(Sample sample, Output out) throws IOException {
        List<String> images = new ArrayList<>();
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Part part : sample.parts()) {
            Map<String, Object> written = new LinkedHashMap<>();
            switch (part) {
                case Part.Text text -> written.put("text", text.text());
                case Part.Media media -> {
                    String path = out.media(MediaName.of(media), media.content().bytes());
                    images.add(path);
                    written.put("media", path);
                    written.put("type", media.mediaType());
                }
            }
            written.put("attributes", part.attributes());
            parts.add(written);
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", sample.id());
        line.put("text", sample.text());
        line.put("images", images);
        line.put("parts", parts);
        line.put("metadata", sample.metadata());
        line.put("source", sample.source());
        line.put("parents", sample.parents());
        return line;
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

package dev.tandem.core.plugin.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.process.WorkerFaultException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures in Python, and decides here by the limits that the manifest declares. */
final class PythonFilter implements Filter {
    /** Some numbers, or a message. */
    private static final int ANSWER_BYTES = 1 << 20;

    private final PythonManifest manifest;
    private final PythonCalls calls;
    private final List<Feature> features;
    private final double[] min;
    private final double[] max;
    private final MediaLimits limits;

    PythonFilter(PythonManifest manifest, PythonCalls calls, Map<String, Object> parameters, MediaLimits limits) {
        this.manifest = manifest;
        this.calls = calls;
        this.limits = limits;
        this.features = manifest.features().stream().map(measured -> Feature.number(measured.name())).toList();
        this.min = manifest.features().stream()
                .mapToDouble(measured -> (Double) parameters.getOrDefault(measured.minName(), Double.NEGATIVE_INFINITY))
                .toArray();
        this.max = manifest.features().stream()
                .mapToDouble(measured -> (Double) parameters.getOrDefault(measured.maxName(), Double.POSITIVE_INFINITY))
                .toArray();
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, view) -> {
            double[] values = measure(view.sample());
            for (int feature = 0; feature < values.length; feature++) {
                out.number(row, feature, values[feature]);
            }
        });
    }

    private double[] measure(Sample sample) throws SampleFailedException {
        List<Map<String, Object>> parts = new ArrayList<>();
        List<byte[]> media = new ArrayList<>();
        long characters = 0;
        long mediaBytes = 0;
        for (Part part : sample.parts()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("attributes", part.attributes());
            switch (part) {
                case Part.Text text -> {
                    characters += text.text().length();
                    entry.put("text", text.text());
                }
                case Part.Media medium -> {
                    entry.put("media_type", medium.mediaType());
                    if (manifest.media()) {
                        mediaBytes += medium.content().size();
                        checkSize(characters, mediaBytes);
                        byte[] bytes = medium.content().bytes();
                        entry.put("bytes", bytes.length);
                        media.add(bytes);
                    }
                }
            }
            parts.add(entry);
        }
        checkSize(characters, mediaBytes);
        Map<String, Object> question =
                Map.of("sample", Map.of("source", sample.source(), "metadata", sample.metadata(), "parts", parts));
        return calls.ask(question, media, ANSWER_BYTES, this::values);
    }

    private void checkSize(long characters, long mediaBytes) throws SampleFailedException {
        if (characters > limits.maxTextBytes() || mediaBytes > limits.maxMediaBytes()) {
            throw new SampleFailedException(ErrorCode.TOO_LARGE, "A Python operator is given at most " + limits.maxTextBytes()
                    + " characters and " + limits.maxMediaBytes() + " bytes of media of a sample");
        }
    }

    private double[] values(JsonNode answer) throws WorkerFaultException {
        JsonNode values = answer.path("values");
        boolean fits = values.isArray() && values.size() == features.size();
        double[] numbers = new double[features.size()];
        for (int i = 0; fits && i < numbers.length; i++) {
            fits = values.get(i).isNumber() && Double.isFinite(values.get(i).doubleValue());
            numbers[i] = values.get(i).doubleValue();
        }
        if (!fits) {
            throw new WorkerFaultException("answered with something else than " + features.size() + " finite numbers");
        }
        return numbers;
    }

    @Override
    public Decision decide(FeatureRow row) {
        for (int i = 0; i < min.length; i++) {
            PythonManifest.Measured measured = manifest.features().get(i);
            Decision decision = Decision.within(
                    measured.name(), row.number(i), min[i], measured.minName(), max[i], measured.maxName());
            if (!decision.keep()) {
                return decision;
            }
        }
        return Decision.KEEP;
    }
}

package dev.tandem.services.gateway.models;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.ModelServers;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.inference.Tensor;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.common.InferenceConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models as people look after them. */
@Singleton
public class Models {
    private static final int MOST_VALUES = 1_000;
    private static final int MOST_LABELS = 10;

    private final ModelContracts contracts;
    private final ModelRegistry registry;
    private final CoreBeans.ModelServer server;
    private final InferenceConfig inference;
    private final ModelsConfig config;

    Models(
            ModelContracts contracts,
            ModelRegistry registry,
            CoreBeans.ModelServer server,
            InferenceConfig inference,
            ModelsConfig config) {
        this.contracts = contracts;
        this.registry = registry;
        this.server = server;
        this.inference = inference;
        this.config = config;
    }

    /**
     * A model in a list.
     *
     * @param digest of the contract, and of those of the models that it stands on
     * @param reads values of a sample
     * @param servers by address, the state that a server tells of
     */
    public record Listed(
            String name,
            String task,
            Digest digest,
            ModelContracts.Place place,
            Optional<String> license,
            Optional<String> source,
            List<String> reads,
            List<String> outputs,
            Map<String, String> servers) {}

    /** What a model is to be tried with: values by name; images are files. */
    public record Asked(Map<String, String> texts, Map<String, byte[]> images) {
        public Asked {
            texts = texts == null ? Map.of() : texts;
            images = images == null ? Map.of() : images;
        }
    }

    /** What a number stands for. */
    public record Labelled(String label, float value) {}

    /**
     * An output of a model that was tried.
     *
     * @param values the first ones
     * @param labels of the largest values
     * @param text that was written; empty where there are numbers
     */
    public record Tried(String name, String meaning, int[] shape, float[] values, List<Labelled> labels, String text) {
        static Tried text(String text) {
            return new Tried("text", "text", new int[0], new float[0], List.of(), text);
        }
    }

    List<Listed> list() {
        TreeSet<String> names = new TreeSet<>(contracts.names());
        registry.list().forEach(stored -> names.add(stored.name()));
        Map<String, Map<String, String>> states = ask(ModelServers::states);
        return names.stream().map(name -> listed(name, states)).toList();
    }

    private Listed listed(String name, Map<String, Map<String, String>> states) {
        ModelContract contract = contracts.contract(name);
        Map<String, String> servers = new TreeMap<>();
        states.forEach((address, models) -> {
            if (models.containsKey(name)) {
                servers.put(address, models.get(name));
            }
        });
        return new Listed(
                name, contract.task(), contracts.digest(name), contracts.place(name), contract.license(), contract.source(),
                ModelReads.of(contracts, name),
                contract.outputs().stream().map(OutputSpec::name).toList(), servers);
    }

    List<Finding> check(String name) {
        if (contracts.contract(name).servedByName()) {
            return List.of(writing().check(name));
        }
        return ask(servers -> servers.check(name));
    }

    List<Finding> load(String name, boolean files) {
        return ask(servers -> files ? servers.loadFiles(name) : servers.load(name, Map.of()));
    }

    List<Finding> unload(String name) {
        return ask(servers -> servers.unload(name));
    }

    private WritingTrial writing() {
        return new WritingTrial(server.inference().generator());
    }

    private <T> T ask(Function<ModelServers, T> question) {
        try (ModelServers servers =
                ModelServers.connect(inference.endpoint().orElse(List.of()), contracts, inference.settings())) {
            return question.apply(servers);
        }
    }

    /** Adds a version of a model out of a zip file of its folder; one at a time, as it is held in memory. */
    synchronized ModelRegistry.Stored add(String name, InputStream zip) throws IOException {
        ModelArchive archive = ModelArchive.read(zip, config.maxBytes());
        return add(Optional.of(name), archive.contract(), archive.files());
    }

    synchronized ModelRegistry.Stored add(Optional<String> name, byte[] contract, Map<String, byte[]> files) {
        String found = ModelRegistry.read(contract).name();
        if (name.isPresent() && !name.get().equals(found)) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT,
                    "The contract is of the model '" + found + "', expected '" + name.get() + "'.");
        }
        if (contracts.names().contains(found)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "A model of the name '" + found + "' comes with Tandem, or stands"
                    + " in its folder of models, and would be used in its place. Choose another name.");
        }
        return registry.add(contract, files);
    }

    List<Tried> attempt(String name, Asked asked) {
        ModelContract contract = contracts.contract(name);
        if (contract.writes() || contract.servedByName()) {
            return List.of(writing().attempt(name, asked));
        }
        ModelReads.require(contracts, name, Stream.concat(asked.texts().keySet().stream(), asked.images().keySet().stream()).toList());
        ModelRow row = new ModelRow(Map.of());
        for (Map.Entry<String, String> text : asked.texts().entrySet()) {
            row = row.with(text.getKey(), new ModelInput.Text(text.getValue()));
        }
        for (Map.Entry<String, byte[]> image : asked.images().entrySet()) {
            row = row.with(image.getKey(), new ModelInput.Image(pixels(image.getValue())));
        }
        ModelAnswer answer = server.inference().infer(name, List.of(row)).getFirst();
        List<Tried> tried = new ArrayList<>();
        for (OutputSpec output : contract.outputs()) {
            Tensor tensor = answer.output(output.name());
            List<String> labels = output.labels().isEmpty() ? List.of() : contracts.labels(name, output.name());
            tried.add(new Tried(
                    output.name(), output.meaning().name().toLowerCase(Locale.ROOT), tensor.shape(),
                    Arrays.copyOf(tensor.values(), Math.min(MOST_VALUES, tensor.values().length)), largest(labels, tensor.values()), ""));
        }
        return tried;
    }

    private static List<Labelled> largest(List<String> labels, float[] values) {
        return IntStream.range(0, Math.min(labels.size(), values.length))
                .mapToObj(i -> new Labelled(labels.get(i), values[i]))
                .sorted(Comparator.comparingDouble(Labelled::value).reversed())
                .limit(MOST_LABELS)
                .toList();
    }

    private static RgbPixels pixels(byte[] file) {
        try {
            Pixels pixels = ImageDecoder.decode(MediaContent.of(file), MediaLimits.DEFAULT).pixels();
            ByteBuffer rgb = ByteBuffer.allocate(Math.multiplyExact(3, pixels.count()));
            for (int pixel = 0; pixel < pixels.count(); pixel++) {
                rgb.put((byte) pixels.red(pixel)).put((byte) pixels.green(pixel)).put((byte) pixels.blue(pixel));
            }
            return new RgbPixels(pixels.width(), pixels.height(), rgb.array());
        } catch (SampleFailedException e) {
            throw new TandemException(e.code(), "The image cannot be used: " + e.getMessage(), e);
        }
    }
}

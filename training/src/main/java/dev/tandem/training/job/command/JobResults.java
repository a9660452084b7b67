package dev.tandem.training.job.command;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.json.Json;
import dev.tandem.training.Products;
import dev.tandem.training.job.Answers;
import dev.tandem.training.job.JobRows;
import dev.tandem.training.job.Trained;
import dev.tandem.training.job.TrainedModel;
import dev.tandem.training.job.TrainingJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a trainer left in its folder, read strictly: a model that is none, a number that is none, a link to somewhere else, or more than may
 * be, and nothing of it is used.
 */
final class JobResults {
    private static final int MOST_METRICS_BYTES = 1 << 20;
    private static final int MOST_FILES = 1000;
    private static final int MOST_DIMENSIONS = 8192;
    /** Python writes NaN for what is not a number; that is a training that went astray, not a file that cannot be read. */
    private static final ObjectReader LENIENT = Json.mapper().reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    private final CommandSettings settings;
    private final Path folder;

    JobResults(CommandSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    Trained read(TrainingJob job, String log) throws IOException {
        // Numbers first: a training that went astray often leaves no model.
        SortedMap<String, Double> metrics = metrics();
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new TandemException(ErrorCode.TRAINING_DIVERGED, "The training of '" + settings.name() + "' went astray: its '"
                        + name + "' is " + value);
            }
        });
        return new Trained(models(job.model()), metrics, answers(job.data().heldOut()), log);
    }

    private SortedMap<String, Double> metrics() throws IOException {
        byte[] bytes = file(folder.resolve("metrics.json"), MOST_METRICS_BYTES)
                .orElseThrow(() -> wrong("left no metrics.json, which is to have its numbers by name"));
        JsonNode json;
        try {
            json = LENIENT.readTree(bytes);
        } catch (IOException e) {
            throw wrong("left a metrics.json that is no JSON: " + e.getMessage());
        }
        if (json == null || !json.isObject()) {
            throw wrong("left a metrics.json that is no object with numbers by name");
        }
        SortedMap<String, Double> metrics = new TreeMap<>();
        json.properties().forEach(entry -> {
            if (!entry.getValue().isNumber()) {
                throw wrong("says in metrics.json that '" + entry.getKey() + "' is " + entry.getValue() + ", expected a number");
            }
            metrics.put(entry.getKey(), entry.getValue().doubleValue());
        });
        return metrics;
    }

    private List<TrainedModel> models(String name) throws IOException {
        Path models = folder.resolve("model");
        List<Path> folders = children(models);
        if (folders.isEmpty()) {
            throw wrong("left no model: expected the folder model/" + name + " with a contract.json");
        }
        List<TrainedModel> found = new ArrayList<>();
        long left = settings.modelBytes();
        for (Path model : folders) {
            String called = model.getFileName().toString();
            if (!called.equals(name) && !called.startsWith(name + "_")) {
                throw wrong("left the model '" + called + "', expected '" + name + "', or several whose names begin with '" + name + "_'");
            }
            SortedMap<String, byte[]> files = new TreeMap<>();
            left -= files(model, files, left);
            if (!files.containsKey(TrainedModel.CONTRACT)) {
                throw wrong("left the model '" + called + "' without a contract.json");
            }
            found.add(new TrainedModel(called, files));
        }
        check(models, found);
        return found;
    }

    private long files(Path model, SortedMap<String, byte[]> files, long most) throws IOException {
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(model)) {
            paths = tree.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).limit(MOST_FILES + 1L).sorted().toList();
        }
        if (paths.size() > MOST_FILES) {
            throw wrong("left a model of more than " + MOST_FILES + " files");
        }
        long sum = 0;
        for (Path path : paths) {
            byte[] bytes = file(path, most - sum).orElseThrow();
            sum += bytes.length;
            files.put(model.relativize(path).toString().replace('\\', '/'), bytes);
        }
        return sum;
    }

    private void check(Path models, List<TrainedModel> found) {
        try {
            ModelContracts contracts = ModelContracts.load(Optional.of(models));
            for (TrainedModel model : found) {
                contracts.contract(model.name()).files().keySet().forEach(kind -> contracts.file(model.name(), kind));
            }
        } catch (TandemException e) {
            throw wrong("left a model that cannot be used: " + e.getMessage().replaceFirst("\\.$", ""));
        }
    }

    private Answers answers(JobRows asked) throws IOException {
        Path answers = folder.resolve("answers");
        if (Files.isSymbolicLink(answers)) {
            throw wrong("left 'answers', which is no folder");
        }
        Optional<float[][]> images = vectors(answers.resolve("images.f32"), asked.count());
        Optional<float[][]> texts = vectors(answers.resolve("texts.f32"), asked.count());
        Optional<float[][]> scores = vectors(answers.resolve("scores.f32"), asked.count());
        if (images.isPresent() != texts.isPresent() || images.isPresent() && scores.isPresent()) {
            throw wrong("answers with images.f32 and texts.f32, or with scores.f32; one of the first two alone, or all three, say nothing");
        }
        if (images.isPresent()) {
            if (images.get()[0].length != texts.get()[0].length) {
                throw wrong("answers with vectors of " + images.get()[0].length + " numbers for images and " + texts.get()[0].length
                        + " for texts");
            }
            return new Answers.Embeddings(unit(images.get()), unit(texts.get()));
        }
        if (scores.isEmpty()) {
            return new Answers.None();
        }
        if (scores.get()[0].length != 1) {
            throw wrong("answers with " + scores.get()[0].length + " scores a row, expected one");
        }
        return new Answers.Scores(Stream.of(scores.get()).mapToDouble(row -> row[0]).toArray());
    }

    private static float[][] unit(float[][] rows) {
        for (float[] row : rows) {
            Products.toUnitLength(row);
        }
        return rows;
    }

    private Optional<float[][]> vectors(Path path, int rows) throws IOException {
        Optional<byte[]> bytes = file(path, (long) rows * MOST_DIMENSIONS * Float.BYTES);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        int length = bytes.get().length;
        if (length == 0 || length % (rows * Float.BYTES) != 0) {
            throw wrong("left " + path.getFileName() + " with " + length + " bytes, expected four for each number of the "
                    + rows + " rows that were held out");
        }
        float[][] vectors = new float[rows][length / rows / Float.BYTES];
        ByteBuffer numbers = ByteBuffer.wrap(bytes.get()).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = numbers.getFloat();
            }
        }
        return Optional.of(vectors);
    }

    /** Empty where there is none. */
    private Optional<byte[]> file(Path path, long most) throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw wrong("left '" + folder.relativize(path) + "', which is no file");
        }
        if (Files.size(path) > most) {
            throw wrong("left '" + folder.relativize(path) + "', which is larger than may be (" + most + " bytes are left)");
        }
        return Optional.of(Files.readAllBytes(path));
    }

    private List<Path> children(Path parent) throws IOException {
        if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(parent)) {
            List<Path> children = found.sorted().toList();
            for (Path child : children) {
                if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    throw wrong("left '" + folder.relativize(child) + "', expected a folder with a model");
                }
            }
            return children;
        }
    }

    private TandemException wrong(String problem) {
        return new TandemException(ErrorCode.TRAINER_FAILED, "The trainer '" + settings.name() + "' " + problem
                + ". docs/experiments.md says what a trainer leaves.");
    }
}

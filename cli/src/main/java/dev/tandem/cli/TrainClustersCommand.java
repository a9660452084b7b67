package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.dedup.semantic.ImageClusters;
import dev.tandem.operators.model.PictureVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes clusters of a pool's pictures, and marks those that the pictures of a target set fall into, in this process. */
@Command(
        name = "train-clusters",
        description = {
            "Make clusters of the pictures of a pool, and select those that pictures of a target set fall into, for the operator"
                    + " 'image_cluster': k-means over what a model says of each. Runs in this process, on the CPU.",
            "Writes NAME into the folder, with its contract. The same pictures and seed give the same bytes."
        })
final class TrainClustersCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Folder of models, such as .tandem/models.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "NAME", description = "Name of the clusters.")
    private String name;

    @Option(names = "--input", required = true, arity = "1..*", paramLabel = "PATH",
            description = "Files or folders with pictures of the pool, or of a part of it that is like all of it.")
    private List<Path> input;

    @Option(names = "--target", arity = "1..*", paramLabel = "PATH",
            description = "Files or folders with pictures of the target set, in the same format; without it no cluster is selected, and"
                    + " 'image_cluster' with selected_only: false only counts.")
    private List<Path> target = List.of();

    @Option(names = "--reader", paramLabel = "READER", description = "Reads the pictures; default: ${DEFAULT-VALUE}.")
    private String reader = "images";

    @Option(names = "--image-model", paramLabel = "MODEL", description = "Model of images; default: ${DEFAULT-VALUE}.")
    private String imageModel = "efficientnet_lite0";

    @Option(names = "--clusters", paramLabel = "N", description = "How many there are to be; default: ${DEFAULT-VALUE}.")
    private int clusters = 100;

    @Option(names = "--iterations", paramLabel = "N", description = "How often centres move, at most; default: ${DEFAULT-VALUE}.")
    private int iterations = 25;

    @Option(names = "--seed", paramLabel = "N", description = "Which pictures are the first centres; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    /**
     * What a program is told.
     *
     * @param skipped what has no picture, or could not be read
     * @param targets pictures of the target set
     */
    record Made(String model, int pictures, int targets, long skipped, int clusters) {}

    @Override
    public Integer call() throws IOException {
        if (clusters < 1 || clusters > 100_000 || iterations < 0 || iterations > 1_000) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "clusters are from 1 to 100,000 and iterations from 0 to 1,000; found "
                    + clusters + " and " + iterations);
        }
        PictureVectors pool = read(input);
        PictureVectors targets = read(target);
        float[][] vectors = pool.vectors();
        if (vectors.length == 0) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "There is no picture in the input that can be read.");
        }
        int made = Math.min(clusters, vectors.length);
        byte[] file = ImageClusters.fit(vectors, targets.vectors(), made, iterations, seed);
        FileModel.write(folder, name, "image_clusters", file,
                "tandem train-clusters: " + vectors.length + " pictures, " + imageModel + ", seed " + seed);
        tell(new Made(name, vectors.length, targets.vectors().length, pool.skipped() + targets.skipped(), made));
        return ExitCode.OK;
    }

    private PictureVectors read(List<Path> files) {
        PictureVectors vectors = new PictureVectors(new LazyModels(tandem.local()), MediaLimits.DEFAULT, imageModel);
        if (!files.isEmpty()) {
            TrainingInput.read(tandem.local().operators(), reader, files, "pictures", vectors::add, vectors::skip);
        }
        return vectors;
    }

    private void tell(Made made) {
        if (tandem.json()) {
            tandem.printJson(made);
            return;
        }
        tandem.out().println(Summary.number(made.clusters()) + " clusters of " + Summary.number(made.pictures()) + " pictures, with "
                + Summary.number(made.targets()) + " of the target set; " + Summary.number(made.skipped()) + " could not be read.");
        tandem.out().println("Recipes ask them: image_cluster: {image_model: " + imageModel + ", clusters: " + made.model() + "}");
        tandem.out().flush();
    }
}

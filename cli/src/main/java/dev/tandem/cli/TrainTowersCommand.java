package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.model.CaptionIndex;
import dev.tandem.operators.model.PairVectors;
import dev.tandem.training.InputScaling;
import dev.tandem.training.Lanes;
import dev.tandem.training.curation.Folds;
import dev.tandem.training.evaluation.Retrieval;
import dev.tandem.training.export.ModelFolder;
import dev.tandem.training.tower.Projection;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import dev.tandem.training.tower.TwoTowerSettings;
import dev.tandem.training.tower.TwoTowerTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Trains the two halves of a model in the shape of CLIP on one's own pairs, in this process. */
@Command(
        name = "train-towers",
        description = {
            "Train two projections, over base models that stay, on pairs of image and text: a model in the shape of CLIP, for the operator"
                    + " 'clip_score'. Runs in this process, on the CPU: minutes for some thousand pairs, most of them for the base models.",
            "Writes NAME_image and NAME_text into the folder, with contracts; the pairs of some pages are held out, and tell how good they"
                    + " are. The same pairs and seed give the same bytes."
        })
final class TrainTowersCommand implements Callable<Integer> {
    private static final String FEATURES = "FEATURES";
    private static final String READ = "READ";

    @ParentCommand
    private TandemCommand tandem;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Folder of models, such as .tandem/models.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "NAME", description = "Beginning of the names of the two models.")
    private String name;

    @Option(names = "--input", required = true, arity = "1..*", paramLabel = "PATH",
            description = "Files or folders with pairs, in the format of the reader; 'images' takes pictures with a .txt beside each.")
    private List<Path> input;

    @Option(names = "--reader", paramLabel = "READER", description = "Reads the pairs; default: ${DEFAULT-VALUE}.")
    private String reader = "webdataset";

    @Option(names = "--image-model", paramLabel = "MODEL", description = "Base model of images; default: ${DEFAULT-VALUE}.")
    private String imageModel = "efficientnet_lite0";

    @Option(names = "--text-model", paramLabel = "MODEL", description = "Base model of texts; default: ${DEFAULT-VALUE}.")
    private String textModel = "minilm";

    @Option(names = "--held-out", paramLabel = "N",
            description = "One of so many parts of the pages is held out; default: ${DEFAULT-VALUE}.")
    private int heldOut = 4;

    @Option(names = "--epochs", paramLabel = "N",
            description = "How often each pair is seen; more learn a thousand pairs by heart; default: ${DEFAULT-VALUE}.")
    private int epochs = TwoTowerSettings.standard(0).epochs();

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is drawn; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--read-text",
            description = "Let the half of images read the text in them as well, where 'ocr_text' wrote it; recipes that ask it need"
                    + " 'ocr_text' before.")
    private boolean readText;

    @Option(names = "--captions",
            description = "Write the descriptions of the pairs as well, as NAME_captions, for the operator 'retrieved_caption'.")
    private boolean captions;

    /**
     * What a program is told.
     *
     * @param recallAt1 of the pairs held out, both directions together
     * @param chanceAt5 what guessing would find
     */
    record Trained(
            List<String> models, int pairs, long skipped, int heldOut, double recallAt1, double recallAt5, double chanceAt5) {}

    @Override
    public Integer call() throws IOException {
        TwoTowerSettings settings = settings();
        PairVectors pairs = read();
        float[][] images = beside(pairs.images().vectors(), pairs.read());
        float[][] texts = pairs.texts().vectors();
        Folds folds = folds(pairs, images.length);
        int[] held = folds.members(0);
        int[] seen = IntStream.range(0, images.length).filter(i -> folds.foldOf()[i] != 0).toArray();
        TrainingPairs all = new TrainingPairs(images, texts);
        TrainingPairs training = all.at(seen);
        List<InputScaling.Block> seenBlocks = new ArrayList<>(List.of(block(FEATURES, pairs.images(), true)));
        pairs.read().ifPresent(half -> seenBlocks.add(block(READ, half, false)));
        InputScaling ofImages = InputScaling.fit(seenBlocks, training.images());
        InputScaling ofTexts = InputScaling.fit(List.of(block(FEATURES, pairs.texts(), false)), training.texts());
        TwoTower towers;
        Retrieval found;
        float[][] described;
        try (Lanes lanes = Lanes.ofCores()) {
            towers = TwoTowerTraining.train(
                    new TrainingPairs(ofImages.apply(training.images()), ofTexts.apply(training.texts())),
                    settings,
                    lanes);
            TrainingPairs unseen = all.at(held);
            found = Retrieval.of(
                    towers.image().embed(ofImages.apply(unseen.images()), lanes),
                    towers.text().embed(ofTexts.apply(unseen.texts()), lanes));
            described = captions ? towers.text().embed(ofTexts.apply(all.texts()), lanes) : new float[0][];
        }
        String source = "tandem train-towers: " + seen.length + " pairs " + training.digest().abbreviated() + ", seed " + seed;
        ModelFolder.ofTower(name, "image", ofImages, towers.image(), source).write(folder);
        ModelFolder.ofTower(name, "text", ofTexts, towers.text(), source).write(folder);
        if (captions) {
            FileModel.write(folder, name + "_captions", "caption_index", CaptionIndex.encode(described, pairs.captions()), source);
        }
        tell(new Trained(List.of(name + "_image", name + "_text"), images.length, pairs.skipped(), held.length,
                found.recall(1), found.recall(5), Math.min(1, 5.0 / held.length)));
        return ExitCode.OK;
    }

    private TwoTowerSettings settings() {
        try {
            return TwoTowerSettings.standard(seed).withEpochs(epochs);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, e.getMessage(), e);
        }
    }

    private PairVectors read() {
        PairVectors pairs = new PairVectors(new LazyModels(tandem.local()), MediaLimits.DEFAULT, imageModel, textModel, readText);
        TrainingInput.read(tandem.local().operators(), reader, input, "pairs", pairs::add, pairs::skip);
        return pairs;
    }

    private Folds folds(PairVectors pairs, int count) {
        long pages = List.of(pairs.groups()).stream().distinct().count();
        if (heldOut < 2 || pages < 2L * heldOut) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "Found " + count + " pairs of " + pages + " pages, and " + pairs.skipped()
                    + " samples without image or text, or unreadable. At least " + 2 * Math.max(2, heldOut)
                    + " pages are needed, since one of " + heldOut + " parts of them is held out.");
        }
        return Folds.byGroup(pairs.groups(), heldOut, seed);
    }

    /** Of each picture, and of the text in it, one after the other. */
    private static float[][] beside(float[][] pictures, Optional<PairVectors.Half> read) {
        float[][] texts = read.map(PairVectors.Half::vectors).orElse(new float[0][]);
        float[][] both = pictures.clone();
        for (int i = 0; i < texts.length; i++) {
            both[i] = Arrays.copyOf(pictures[i], pictures[i].length + texts[i].length);
            System.arraycopy(texts[i], 0, both[i], pictures[i].length, texts[i].length);
        }
        return both;
    }

    private static InputScaling.Block block(String name, PairVectors.Half half, boolean standardised) {
        Optional<String> reads = name.equals(READ) ? Optional.of(PairVectors.readValue()) : Optional.empty();
        return new InputScaling.Block(name, half.width(), half.model(), half.output(), standardised, reads);
    }

    private void tell(Trained trained) {
        if (tandem.json()) {
            tandem.printJson(trained);
            return;
        }
        tandem.out().println("Trained on " + Summary.number(trained.pairs() - trained.heldOut()) + " pairs; "
                + Summary.number(trained.skipped()) + " samples had no image or no text, or could not be read.");
        tandem.out().printf("Of %d pairs that were held out, recall at 1 is %.1f%%, at 5 %.1f%% (chance %.1f%%).%n",
                trained.heldOut(), 100 * trained.recallAt1(), 100 * trained.recallAt5(), 100 * trained.chanceAt5());
        tandem.out().println("In " + folder + ": " + trained.models().getFirst() + ", " + trained.models().getLast()
                + ". Recipes ask them: clip_score: {image_model: " + trained.models().getFirst() + ", text_model: "
                + trained.models().getLast() + "}");
        tandem.out().flush();
    }
}

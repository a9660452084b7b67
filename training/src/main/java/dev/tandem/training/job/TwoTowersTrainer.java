package dev.tandem.training.job;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.InputScaling;
import dev.tandem.training.Lanes;
import dev.tandem.training.export.ModelFolder;
import dev.tandem.training.export.OnnxExport;
import dev.tandem.training.tower.Projection;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import dev.tandem.training.tower.TwoTowerSettings;
import dev.tandem.training.tower.TwoTowerTraining;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two projections over base models that stay, in this process: models {@code NAME_image} and {@code NAME_text}, whose cosine says how
 * well a text fits an image. The same job gives the same bytes.
 */
public final class TwoTowersTrainer implements Trainer {
    private static final Set<String> SETTINGS = Set.of(
            "epochs", "dimension", "batch_size", "learning_rate", "weight_decay", "image_dropout", "text_dropout");
    private static final int DIGITS = 4;
    private static final int BATCH = 64;

    private final Lanes lanes;

    public TwoTowersTrainer(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public String name() {
        return "two_towers";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Trained train(TrainingJob job, TrainingWatch watch) {
        TwoTowerSettings settings = settings(job);
        JobData data = job.data();
        InputScaling ofImages = scaling(data.image(), data.training().images(), true);
        InputScaling ofTexts = scaling(data.text(), data.training().texts(), false);
        TwoTowerTraining training = TwoTowerTraining.begin(
                new TrainingPairs(ofImages.apply(data.training().images()), ofTexts.apply(data.training().texts())), settings, lanes);
        StringBuilder log = new StringBuilder();
        double loss = 0;
        while (!training.isDone()) {
            if (watch.isCancelled()) {
                throw new TandemException(ErrorCode.CANCELLED, "The training was cancelled");
            }
            loss = training.epoch();
            log.append("epoch ").append(training.epochsDone()).append(": loss ").append(loss).append('\n');
            watch.progress(training.epochsDone(), settings.epochs());
        }
        TwoTower towers = training.model();
        String source = "job " + job.key();
        return new Trained(
                List.of(model(job.model(), "image", data.image(), ofImages, towers.image(), source),
                        model(job.model(), "text", data.text(), ofTexts, towers.text(), source)),
                new TreeMap<>(Map.of("loss", loss)),
                new Answers.Embeddings(
                        towers.image().embed(ofImages.apply(data.heldOut().images()), lanes),
                        towers.text().embed(ofTexts.apply(data.heldOut().texts()), lanes)),
                log.toString());
    }

    private TwoTowerSettings settings(TrainingJob job) {
        JobConfig config = JobConfig.of(this, job, SETTINGS);
        TwoTowerSettings standard = TwoTowerSettings.standard(job.seed());
        return new TwoTowerSettings(
                config.integer("dimension", standard.dimension(), 1, 4096),
                config.integer("epochs", standard.epochs(), 1, 10_000),
                config.integer("batch_size", standard.batchSize(), 2, 8192),
                (float) config.number("learning_rate", standard.learningRate(), 1e-9, 1),
                (float) config.number("weight_decay", standard.weightDecay(), 0, 1),
                (float) config.number("image_dropout", standard.imageDropout(), 0, 0.9),
                (float) config.number("text_dropout", standard.textDropout(), 0, 0.9),
                standard.logScale(),
                standard.maxLogScale(),
                job.seed());
    }

    private static InputScaling scaling(BaseModel base, float[][] rows, boolean standardised) {
        return InputScaling.fit(
                List.of(new InputScaling.Block("FEATURES", base.width(), base.model(), base.output(), standardised)), rows);
    }

    private static TrainedModel model(
            String name, String half, BaseModel base, InputScaling scaling, Projection projection, String source) {
        ModelFolder folder = new ModelFolder(
                name + "_" + half,
                half + "_embedding",
                List.of(new ModelFolder.Input("FEATURES", base.width(), base.model(), base.output())),
                new ModelFolder.Output(OnnxExport.EMBEDDING, projection.dimension(), "embedding", DIGITS),
                BATCH,
                "that of the pairs that it was trained on",
                source,
                OnnxExport.projection(scaling, projection));
        return new TrainedModel(folder.name(), folder.files());
    }
}

package dev.tandem.training.job;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.InputScaling;
import dev.tandem.training.InputScaling.Block;
import dev.tandem.training.export.ModelFolder;
import dev.tandem.training.export.OnnxExport;
import dev.tandem.training.probe.LinearProbe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Logistic regression over what the base models say, in this process: a model that tells how probably a row has the experiment's label.
 * It needs both kinds of rows. Its solution is the only one: seeds change nothing.
 */
public final class LinearProbeTrainer implements Trainer {
    private static final Set<String> INPUTS = Set.of("image", "text", "both");
    private static final int DIGITS = 4;
    private static final int BATCH = 64;

    @Override
    public String name() {
        return "linear_probe";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Trained train(TrainingJob job, TrainingWatch watch) {
        JobConfig config = JobConfig.of(this, job, Set.of("penalty", "input"));
        double penalty = config.number("penalty", 1, 1e-9, 1e9);
        String input = config.text("input", "both", INPUTS);
        Label label = job.label().orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT,
                "The trainer 'linear_probe' needs to know what it has to tell: give the experiment's evaluation a 'label'"));
        JobData data = job.data();
        boolean[] positive = label.of(data.training());
        double[] targets = new double[positive.length];
        double[] importance = new double[positive.length];
        Arrays.setAll(targets, i -> positive[i] ? 1 : 0);
        Arrays.fill(importance, 1);
        double share = Arrays.stream(targets).average().orElse(0);
        if (share == 0 || share == 1) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The trainer 'linear_probe' needs rows with '" + label.field() + ": "
                    + label.positive() + "' and others; of " + targets.length + " rows " + Math.round(share * targets.length) + " have it");
        }
        float[][] rows = rows(input, data.training());
        InputScaling scaling = InputScaling.fit(blocks(input, data), rows);
        float[][] scaled = scaling.apply(rows);
        LinearProbe probe = LinearProbe.train(scaled, targets, importance, penalty);
        watch.progress(1, 1);
        float[][] unseen = scaling.apply(rows(input, data.heldOut()));
        double[] scores = new double[unseen.length];
        Arrays.setAll(scores, i -> probe.probability(unseen[i]));
        return new Trained(List.of(model(job, scaling, probe)), new TreeMap<>(Map.of("loss", loss(probe, scaled, targets))),
                new Answers.Scores(scores), "");
    }

    private static double loss(LinearProbe probe, float[][] rows, double[] targets) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            double logit = probe.logit(rows[i]);
            sum += Math.max(logit, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logit))) - targets[i] * logit;
        }
        return sum / rows.length;
    }

    private static List<Block> blocks(String input, JobData data) {
        List<Block> blocks = new ArrayList<>();
        if (!input.equals("text")) {
            blocks.add(new Block(OnnxExport.IMAGE, data.image().width(), data.image().model(), data.image().output(), true));
        }
        if (!input.equals("image")) {
            blocks.add(new Block(OnnxExport.TEXT, data.text().width(), data.text().model(), data.text().output(), false));
        }
        return blocks;
    }

    private static float[][] rows(String input, JobRows rows) {
        float[][] both = new float[rows.count()][];
        for (int i = 0; i < both.length; i++) {
            float[] image = input.equals("text") ? new float[0] : rows.images()[i];
            float[] text = input.equals("image") ? new float[0] : rows.texts()[i];
            both[i] = Arrays.copyOf(image, image.length + text.length);
            System.arraycopy(text, 0, both[i], image.length, text.length);
        }
        return both;
    }

    private static TrainedModel model(TrainingJob job, InputScaling scaling, LinearProbe probe) {
        ModelFolder folder = new ModelFolder(
                job.model(),
                "classification",
                scaling.blocks().stream()
                        .map(block -> new ModelFolder.Input(block.name(), block.width(), block.model(), block.output()))
                        .toList(),
                new ModelFolder.Output(OnnxExport.PROBABILITY, 1, "score", DIGITS),
                BATCH,
                "that of the samples that it was trained on",
                "job " + job.key(),
                OnnxExport.probe(scaling, probe));
        return new TrainedModel(folder.name(), folder.files());
    }
}

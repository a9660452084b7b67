package dev.tandem.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.training.Lanes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainers of this process. */
class TrainersTest {
    private static final Lanes LANES = new Lanes(2);
    private static final Map<String, Object> FEW = Map.of("epochs", 12, "dimension", 8, "batch_size", 30, "learning_rate", 0.02);

    private final Trainer towers = new TwoTowersTrainer(LANES);
    private final Trainer probe = new LinearProbeTrainer();

    @AfterAll
    static void close() {
        LANES.close();
    }

    private static HeldOutEvaluation evaluated(Trained trained, TrainingJob job) {
        return HeldOutEvaluation.of(trained, job.data().heldOut(), job.label(), List.of("source"));
    }

    @Test
    void towersFindPartnersAndTheSameJobGivesTheSameBytes() {
        TrainingJob job = PlantedJobs.job(towers, FEW, 3);
        Trained once = towers.train(job, TrainingWatch.none());
        Trained again = towers.train(PlantedJobs.job(towers, FEW, 3), TrainingWatch.none());
        Trained other = towers.train(PlantedJobs.job(towers, FEW, 4), TrainingWatch.none());
        assertThat(PlantedJobs.names(once)).containsExactly("made_image", "made_text");
        for (int i = 0; i < 2; i++) {
            assertThat(again.models().get(i).files().get("1/model.onnx")).isEqualTo(once.models().get(i).files().get("1/model.onnx"));
            assertThat(other.models().get(i).files().get("1/model.onnx")).isNotEqualTo(once.models().get(i).files().get("1/model.onnx"));
        }
        HeldOutEvaluation found = evaluated(once, job);
        assertThat(found.metrics().get("recall_at_5")).isGreaterThan(0.6);
        assertThat(found.metrics()).containsKey("reported.loss");
        assertThat(found.slices().get("source")).containsOnlyKeys("site0", "site1");
        assertThat(once.log()).contains("epoch 12: loss ");
    }

    @Test
    void aProbeTellsTheLabelOfRowsItHasNotSeen() {
        TrainingJob job = PlantedJobs.job(probe, Map.of("input", "image", "penalty", 0.1), 3);
        HeldOutEvaluation found = evaluated(probe.train(job, TrainingWatch.none()), job);
        assertThat(found.metrics().get("area")).isGreaterThan(0.9);
        assertThat(found.metrics().get("accuracy")).isGreaterThan(0.8);
        TrainingJob byText = PlantedJobs.job(probe, Map.of("input", "text"), 3);
        assertThat(evaluated(probe.train(byText, TrainingWatch.none()), byText).metrics().get("area")).isBetween(0.4, 0.99);
        assertThat(PlantedJobs.names(probe.train(byText, TrainingWatch.none()))).containsExactly("made");
    }

    @Test
    void aProbeSaysWhatItMisses() {
        JobData data = PlantedJobs.data(20, 5);
        TrainingJob unlabelled = TrainingJob.of(probe, "made", data, Map.of(), 1, Optional.empty());
        assertThatThrownBy(() -> probe.train(unlabelled, TrainingWatch.none())).hasMessageContaining("give the experiment's evaluation");
        TrainingJob oneKind = TrainingJob.of(probe, "made", data, Map.of(), 1, Optional.of(new Label("kind", "map")));
        assertThatThrownBy(() -> probe.train(oneKind, TrainingWatch.none())).hasMessageContaining("of 20 rows 0 have it");
    }

    @Test
    void modelsHaveContractsThatServersRead(@TempDir Path folder) throws IOException {
        List<TrainedModel> models = new ArrayList<>(probe.train(PlantedJobs.job(probe, Map.of(), 1), TrainingWatch.none()).models());
        models.addAll(towers.train(PlantedJobs.job(towers, FEW, 1), TrainingWatch.none()).models());
        for (TrainedModel model : models) {
            for (Map.Entry<String, byte[]> file : model.files().entrySet()) {
                Path path = folder.resolve(model.name()).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
        ModelContracts contracts = ModelContracts.load(Optional.of(folder));
        assertThat(contracts.names()).contains("made", "made_image", "made_text");
        assertThat(contracts.file("made", "weights")).isEqualTo(models.getFirst().files().get("1/model.onnx"));
        assertThat(contracts.contract("made_text").bases()).containsExactly("words");
    }

    @Test
    void settingsAreReadStrictly() {
        assertThatThrownBy(() -> towers.train(PlantedJobs.job(towers, Map.of("epoch", 3), 1), TrainingWatch.none()))
                .hasMessageContaining("no setting 'epoch'; did you mean 'epochs'?");
        assertThatThrownBy(() -> towers.train(PlantedJobs.job(towers, Map.of("epochs", 2.5), 1), TrainingWatch.none()))
                .hasMessageContaining("a whole number, found 2.5");
        assertThatThrownBy(() -> towers.train(PlantedJobs.job(towers, Map.of("epochs", "many"), 1), TrainingWatch.none()))
                .hasMessageContaining("found many");
        assertThatThrownBy(() -> probe.train(PlantedJobs.job(probe, Map.of("input", "sound"), 1), TrainingWatch.none()))
                .hasMessageContaining("one of both, image, text, found sound");
    }

    @Test
    void trainingsEndWhenTheyAreCancelled() {
        TrainingWatch impatient = new TrainingWatch() {
            private long seen;

            @Override
            public void progress(long done, long of) {
                seen = done;
            }

            @Override
            public boolean isCancelled() {
                return seen == 2;
            }
        };
        assertThatThrownBy(() -> towers.train(PlantedJobs.job(towers, FEW, 1), impatient))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void whatIsNoNumberIsNoResult() {
        TrainedModel model = new TrainedModel("made", Map.of("contract.json", new byte[1]));
        assertThatThrownBy(() -> new Trained(List.of(model), new TreeMap<>(Map.of("loss", Double.NaN)), new Answers.None(), ""))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRAINING_DIVERGED));
        Answers broken = new Answers.Embeddings(new float[][] {{1, Float.NaN}}, new float[][] {{1, 0}});
        assertThatThrownBy(() -> new Trained(List.of(model), new TreeMap<>(), broken, "")).hasMessageContaining("not finite");
        assertThatThrownBy(() -> new Trained(List.of(), new TreeMap<>(), new Answers.None(), "")).hasMessageContaining("no model");
    }

    @Test
    void jobsAreNamedByAllThatMattersToThem() {
        TrainingJob job = PlantedJobs.job(towers, FEW, 3);
        assertThat(PlantedJobs.job(towers, FEW, 3).key()).isEqualTo(job.key());
        assertThat(List.of(
                        PlantedJobs.job(towers, FEW, 4).key(),
                        PlantedJobs.job(towers, Map.of(), 3).key(),
                        PlantedJobs.job(probe, FEW, 3).key(),
                        TrainingJob.of(towers, "other", job.data(), FEW, 3, job.label()).key(),
                        TrainingJob.of(towers, "made", job.data(), FEW, 3, Optional.empty()).key(),
                        TrainingJob.of(towers, "made", job.data().share(0.5), FEW, 3, job.label()).key()))
                .doesNotHaveDuplicates()
                .doesNotContain(job.key());
    }

    @Test
    void slicesOfRareValuesAreOne() {
        JobRows rows = PlantedJobs.data(2, 120).heldOut();
        JobRows named = new JobRows(
                rows.rows().stream().map(row -> new JobRow(row.id(), Map.of("page", row.id()))).toList(), rows.images(), rows.texts());
        double[] scores = new double[rows.count()];
        Arrays.fill(scores, 1);
        Trained trained = new Trained(List.of(new TrainedModel("made", Map.of())), new TreeMap<>(), new Answers.Scores(scores), "");
        var slices = HeldOutEvaluation.of(trained, named, Optional.of(PlantedJobs.LABEL), List.of("page")).slices();
        assertThat(slices.get("page")).hasSize(51).containsKey("(others)");
    }
}

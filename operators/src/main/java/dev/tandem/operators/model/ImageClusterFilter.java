package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.dedup.semantic.ImageClusters;
import dev.tandem.operators.image.AnyOrAll;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.List;

/**
 * Keeps samples whose images look like those of a target set: of the clusters of a pool's images, those count into which an image of the
 * target set falls, DataComp's selection by images. {@code tandem train-clusters} makes the clusters; the target set is whatever the
 * model to be trained shall be good at. DataComp's best set is what both this and {@code top_fraction} over {@code clip_score.similarity}
 * keep: {@code top_fraction} comes first, since its fraction is one of the pool. Samples without images stay.
 */
@OperatorName("image_cluster")
public final class ImageClusterFilter implements Filter {
    private static final double SCALE = 10_000;

    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;
    private ImageClusters clusters;

    public ImageClusterFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * Models, and what is kept.
     *
     * @param imageModel the model whose embeddings the clusters were made of
     * @param clusters the clusters, by the name that train-clusters gave them
     * @param selectedOnly whether images of clusters that no image of the target set falls into are dropped; else they are only counted
     * @param anyOrAll whether one image within is enough
     */
    public record Params(
            @Setting(value = "efficientnet_lite0", measured = true) String imageModel,
            @Setting(value = "image_clusters", measured = true) String clusters,
            @Setting("true") boolean selectedOnly,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<String> models() {
        return List.of(params.imageModel(), params.clusters());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numbers("cluster"), Feature.numbers("similarity"), Feature.numbers("selected"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        if (clusters == null) {
            clusters = ImageClusters.decode(inference.file(params.clusters(), ModelFile.WEIGHTS));
        }
        Questions questions = new Questions(inference, params.imageModel());
        String embedding = PairVectors.embedding(inference, params.imageModel()).name();
        double[][][] found = new double[batch.size()][][];
        batch.forEach(out, (row, sample) -> {
            SampleImages images = SampleImages.of(sample, limits);
            double[][] ofRow = new double[3][images.count()];
            for (int i = 0; i < images.count(); i++) {
                int place = i;
                questions.ask(ModelRow.image(PictureRgb.of(images.image(i).pixels())), answer -> {
                    ImageClusters.Place cluster = clusters.of(answer.output(embedding).values());
                    ofRow[0][place] = cluster.cluster();
                    ofRow[1][place] = Math.rint(cluster.similarity() * SCALE) / SCALE;
                    ofRow[2][place] = cluster.selected() ? 1 : 0;
                });
            }
            found[row] = ofRow;
            // Decoded pictures of a whole batch together are large.
            sample.forget();
        });
        questions.finish();
        for (int row = 0; row < found.length; row++) {
            for (int feature = 0; found[row] != null && feature < found[row].length; feature++) {
                out.numbers(row, feature, found[row][feature]);
            }
        }
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] selected = row.numbers(2);
        return params.anyOrAll().decide(
                selected.length, i -> !params.selectedOnly() || selected[i] > 0, "image in no cluster of the target set");
    }
}

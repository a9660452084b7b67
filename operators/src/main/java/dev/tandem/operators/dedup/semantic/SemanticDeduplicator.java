package dev.tandem.operators.dedup.semantic;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Deduplicator.Signature;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.model.PictureEmbeddings;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps one of the samples whose texts mean nearly the same, or whose pictures show nearly the same, by SemDeDup (Abbas et al., arXiv
 * 2303.09540): a model makes a vector of each text, or of the first picture of each sample, k-means puts vectors into clusters, and in
 * each cluster a sample is dropped that is more similar than {@code 1 - eps} to one before it, whether that is dropped itself or not.
 * Finds paraphrases that share hardly a word; a small eps is needed, or texts on one subject are taken for one. A larger eps drops more.
 * What the model does not read of a long text does not count, and a text of white space alone is kept, as is a sample without pictures.
 * k-means is fitted to samples that are drawn by their ids, 256 for each cluster, so that results do not depend on how a set is cut. Of a
 * cluster with more than 32,768 different vectors each is compared with so many before it; {@code tandem clusters} tells where that
 * happened.
 */
@OperatorName("semdedup")
public final class SemanticDeduplicator implements SetDeduplicator {
    /** FAISS's bounds: more vectors for a centre are a waste of time, fewer do not make one. */
    private static final int MOST_OF_CENTRE = 256;

    private static final int LEAST_OF_CENTRE = 39;

    /** Vectors that k-means is fitted to, as they are held: whatever the machine, since the result depends on it. */
    private static final long FITTED_BYTES = 64L << 20;

    /** More than any model of sentences reads. */
    private static final int MOST_CHARACTERS = 1 << 15;

    private final Params params;
    private final Inference inference;
    private final MediaLimits limits;

    public SemanticDeduplicator(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.limits = context.mediaLimits();
    }

    /**
     * What counts as the same, and what stays.
     *
     * @param of what is compared: text or image
     * @param model the model to ask: a sentence model, or one of pictures with an output that is an embedding
     * @param eps how far below 1 the cosine of duplicates may be
     * @param nClusters clusters that k-means makes; fewer where there are not 39 samples for each
     * @param whichToKeep of duplicates, the sample that stays: hard (least like the centre of its cluster), easy (most like it) or
     *     random
     * @param maxIter how often k-means moves its centres, at most
     * @param randomState which samples are the first centres, and which stay at random
     */
    public record Params(
            @Setting("text") Compared of,
            @Setting("minilm") String model,
            @Setting(value = "0.01", min = 0, max = 1) double eps,
            @Setting(value = "100", min = 1, max = 50_000) int nClusters,
            @Setting("hard") WhichToKeep whichToKeep,
            @Setting(value = "25", min = 0, max = 1_000) int maxIter,
            @Setting("42") int randomState) {}

    /** What is compared. */
    public enum Compared {
        TEXT,
        IMAGE
    }

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<String> observing() {
        return List.of("model", "of");
    }

    @Override
    public void observe(Batch batch, Observations out) {
        switch (params.of()) {
            case TEXT -> observeTexts(batch, out);
            case IMAGE -> PictureEmbeddings.of(
                    batch, inference, limits, params.model(), (row, vector) -> observe(row, vector, out), out::fail);
        }
    }

    private void observeTexts(Batch batch, Observations out) {
        List<Integer> rows = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            String text = batch.samples().get(row).text();
            if (!text.isBlank()) {
                rows.add(row);
                texts.add(beginning(text));
            }
        }
        if (texts.isEmpty()) {
            return;
        }
        float[][] vectors = inference.embedTexts(params.model(), texts);
        for (int i = 0; i < vectors.length; i++) {
            observe(rows.get(i), vectors[i], out);
        }
    }

    private void observe(int row, float[] vector, Observations out) {
        if (!isFinite(vector)) {
            out.fail(row, ErrorCode.MODEL_CONTRACT, "The vector of the model '" + params.model() + "' is not finite");
            return;
        }
        long[] packed = PackedVector.pack(vector);
        if (packed.length > 0) {
            out.evidence(row, packed);
        }
    }

    private static String beginning(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        boolean cutsPair = Character.isSurrogatePair(text.charAt(MOST_CHARACTERS - 1), text.charAt(MOST_CHARACTERS));
        return text.substring(0, cutsPair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
    }

    private static boolean isFinite(float[] vector) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int mostFitted(int numbers) {
        long held = FITTED_BYTES / Long.BYTES / Math.max(1, numbers);
        return (int) Math.clamp(Math.min(held, (long) params.nClusters() * MOST_OF_CENTRE), 1, Integer.MAX_VALUE);
    }

    @Override
    public byte[] fit(List<long[]> evidence) {
        int dimensions = evidence.isEmpty() ? 0 : 2 * evidence.getFirst().length;
        float[] values = new float[evidence.size() * dimensions];
        for (int i = 0; i < evidence.size(); i++) {
            System.arraycopy(PackedVector.unpack(evidence.get(i)), 0, values, i * dimensions, dimensions);
        }
        UnitVectors vectors = new UnitVectors(evidence.size(), dimensions, values);
        int clusters = Math.clamp(evidence.size() / LEAST_OF_CENTRE, 1, params.nClusters());
        return Centres.encode(
                SphericalKMeans.centres(vectors, clusters, params.maxIter(), params.randomState()), dimensions);
    }

    @Override
    public Signer signer(byte[] fitted) {
        Centres centres = Centres.decode(fitted);
        return (id, evidence) -> {
            Centres.Place place = centres.nearest(PackedVector.unpack(evidence));
            String preference = params.whichToKeep().preference(place.similarity(), evidence, params.randomState());
            return new Signature(new long[] {place.cluster()}, evidence, preference);
        };
    }

    @Override
    public Earlier earlier() {
        return new EarlierVectors(threshold());
    }

    /** The cosine, as far as it is not below zero. */
    @Override
    public double similarity(long[] left, long[] right) {
        return Math.clamp(PackedVector.similarity(left, right), 0, 1);
    }

    @Override
    public double threshold() {
        return 1 - params.eps();
    }
}

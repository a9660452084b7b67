package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.OutputSpec.Meaning;
import dev.tandem.core.inference.RgbPixels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks a detector of things where they are in a picture. Its contract has an output of boxes, four numbers each (left, top, right and
 * bottom edge, as shares of the picture), and one of probabilities or scores: one number for each box, or one for each label of each.
 * Of boxes that are the same thing the surest stays.
 */
final class Detector {
    private static final int EDGES = 4;
    private static final double SAME = 0.5;
    /** More things than a picture has: what a hostile picture can cost is bounded. */
    private static final int MOST = 300;

    private final String model;
    private final Questions questions;
    private final String boxes;
    private final String scores;
    /** Which of several numbers of a box counts; -1 for the greatest. */
    private final int label;
    private final double least;

    /**
     * A detector.
     *
     * @param label which of the labels is looked for; empty for any
     * @param least score of a thing
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when the model is none, or has no such label
     */
    Detector(Inference inference, String model, String label, double least) {
        this.model = model;
        this.least = least;
        this.questions = new Questions(inference, model);
        ModelContract contract = inference.contract(model);
        this.boxes = output(contract, spec -> spec.meaning() == Meaning.BOXES);
        this.scores = output(contract, spec -> spec.meaning() == Meaning.PROBABILITIES || spec.meaning() == Meaning.SCORE);
        this.label = label.isEmpty() ? -1 : inference.labels(model, scores).indexOf(label);
        if (!label.isEmpty() && this.label < 0) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The detector '" + model + "' knows no '" + label + "'. It knows "
                    + inference.labels(model, scores).stream().limit(10).toList() + ".");
        }
    }

    private String output(ModelContract contract, Predicate<OutputSpec> fits) {
        return contract.outputs().stream().filter(fits).map(OutputSpec::name).findFirst().orElseThrow(this::wrong);
    }

    private TandemException wrong() {
        return new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model + "' finds no things: expected an output of boxes with"
                + " four edges each, and one of as many probabilities or scores. Name a detector.");
    }

    /** Hands over the rectangles of things in a picture, the surest first, now or later. */
    void find(RgbPixels picture, Consumer<List<PictureBox>> then) {
        questions.ask(ModelRow.image(picture), answer -> then.accept(things(answer, picture.width(), picture.height())));
    }

    void finish() {
        questions.finish();
    }

    private List<PictureBox> things(ModelAnswer answer, int width, int height) {
        float[] edges = answer.output(boxes).values();
        float[] sure = answer.output(scores).values();
        int count = edges.length / EDGES;
        if (edges.length % EDGES != 0 || count > 0 && (sure.length == 0 || sure.length % count != 0)) {
            throw wrong();
        }
        int labels = count == 0 ? 1 : sure.length / count;
        if (label >= labels) {
            throw wrong();
        }
        List<FaceBox> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double score = label >= 0 ? sure[i * labels + label] : most(sure, i * labels, labels);
            if (score >= least) {
                int at = i * EDGES;
                found.add(new FaceBox(
                        (double) edges[at] * width, (double) edges[at + 1] * height,
                        (double) edges[at + 2] * width, (double) edges[at + 3] * height, score));
            }
        }
        return distinct(found).stream().map(box -> box.within(width, height)).flatMap(Optional::stream).toList();
    }

    private static double most(float[] scores, int from, int count) {
        double most = scores[from];
        for (int i = from + 1; i < from + count; i++) {
            most = Math.max(most, scores[i]);
        }
        return most;
    }

    private static List<FaceBox> distinct(List<FaceBox> boxes) {
        List<FaceBox> kept = new ArrayList<>();
        boxes.sort(Comparator.comparingDouble(FaceBox::score).reversed());
        for (FaceBox box : boxes) {
            if (kept.size() < MOST && kept.stream().allMatch(other -> box.overlap(other) <= SAME)) {
                kept.add(box);
            }
        }
        return kept;
    }
}

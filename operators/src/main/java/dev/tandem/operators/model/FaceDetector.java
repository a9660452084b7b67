package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.image.Interpolation;
import dev.tandem.core.image.PlaneResampler;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.inference.Tensor;
import dev.tandem.core.operator.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Finds faces by three networks in a row, MTCNN (Zhang et al., 2016): the first proposes squares of 12 pixels in the picture at
 * many sizes, the second refuses most of them, the third the rest; each moves the edges of what stays. Thresholds, steps
 * of size and the order of things are those of facenet-pytorch.
 */
final class FaceDetector {
    private static final double STEP = 0.709;
    private static final int CELL = 12;
    private static final int STRIDE = 2;
    private static final double PROPOSED = 0.6;
    private static final double SURE = 0.7;
    private static final double SAME_AT_ONE_SIZE = 0.5;
    private static final double SAME = 0.7;
    /** More proposals than a crowd has: what a hostile picture can cost is bounded. */
    private static final int MOST = 2_000;

    private final Inference inference;
    private final Networks networks;

    /**
     * The models, and what they look for; a group of settings. The first answers with maps of probabilities and of edges, the others with
     * the probability of a face and its edges.
     *
     * @param proposal proposes places of faces in a picture of any size
     * @param refine refuses most of them
     * @param output refuses the rest, and finds the edges of those that stay
     * @param minFaceSize side of the smallest faces that are looked for, in pixels
     */
    public record Networks(
            @Setting(value = "mtcnn_proposal", measured = true) String proposal,
            @Setting(value = "mtcnn_refine", measured = true) String refine,
            @Setting(value = "mtcnn_output", measured = true) String output,
            @Setting(value = "20", min = 12, max = 4096, measured = true) int minFaceSize) {
        List<String> names() {
            return List.of(proposal, refine, output);
        }
    }

    FaceDetector(Inference inference, Networks networks) {
        this.inference = inference;
        this.networks = networks;
    }

    /** The faces in a picture, the surest first. */
    List<FaceBox> faces(RgbPixels picture) {
        List<FaceBox> proposed = proposals(picture).stream().map(FaceBox::square).toList();
        List<FaceBox> refined = distinct(sure(picture, proposed, networks.refine()), FaceBox::overlap, SAME);
        List<FaceBox> squares = refined.stream().map(FaceBox::square).toList();
        return distinct(sure(picture, squares, networks.output()), FaceBox::covered, SAME);
    }

    private List<FaceBox> proposals(RgbPixels picture) {
        Shapes shapes = shapes(networks.proposal());
        List<FaceBox> all = new ArrayList<>();
        double scale = (double) CELL / networks.minFaceSize();
        for (double side = Math.min(picture.width(), picture.height()) * scale; side >= CELL; side *= STEP, scale *= STEP) {
            ModelRow row = ModelRow.image(resized(picture, scale));
            ModelAnswer answer = inference.infer(networks.proposal(), List.of(row)).getFirst();
            List<FaceBox> found = atOneSize(answer.output(shapes.probabilities()), answer.output(shapes.edges()), scale);
            all.addAll(distinct(found, FaceBox::overlap, SAME_AT_ONE_SIZE));
        }
        List<FaceBox> proposed = distinct(all, FaceBox::overlap, SAME);
        return proposed.subList(0, Math.min(MOST, proposed.size()));
    }

    private static RgbPixels resized(RgbPixels picture, double scale) {
        int width = (int) (picture.width() * scale + 1);
        int height = (int) (picture.height() * scale + 1);
        byte[] rgb = new byte[3 * width * height];
        PlaneResampler.Window all = new PlaneResampler.Window(0, 0, width, height);
        for (int c = 0; c < 3; c++) {
            int channel = c;
            PlaneResampler.resize(
                    picture.width(),
                    picture.height(),
                    (y, row) -> {
                        for (int x = 0, at = 3 * y * picture.width() + channel; x < row.length; x++, at += 3) {
                            row[x] = picture.rgb()[at] & 0xff;
                        }
                    },
                    Interpolation.BILINEAR,
                    width,
                    height,
                    all,
                    (y, row) -> {
                        for (int x = 0, at = 3 * y * width + channel; x < width; x++, at += 3) {
                            rgb[at] = (byte) row[x];
                        }
                    });
        }
        return new RgbPixels(width, height, rgb);
    }

    private List<FaceBox> atOneSize(Tensor probabilities, Tensor edges, double scale) {
        int[] shape = probabilities.shape();
        int high = shape[shape.length - 2];
        int wide = shape[shape.length - 1];
        int plane = high * wide;
        if (probabilities.values().length != 2 * plane || edges.values().length != 4 * plane) {
            throw wrong(networks.proposal(), "two maps of probabilities and four of edges");
        }
        List<FaceBox> found = new ArrayList<>();
        for (int place = 0; place < plane; place++) {
            double probability = probabilities.values()[plane + place];
            if (probability >= PROPOSED) {
                double x = STRIDE * (place % wide);
                double y = STRIDE * (place / wide);
                FaceBox cell = new FaceBox(
                        Math.floor((x + 1) / scale), Math.floor((y + 1) / scale),
                        Math.floor((x + CELL) / scale), Math.floor((y + CELL) / scale), probability);
                float[] values = edges.values();
                found.add(cell.moved(new float[] {
                    values[place], values[plane + place], values[2 * plane + place], values[3 * plane + place]
                }));
            }
        }
        return found;
    }

    /** Those that a network is sure of, with their edges moved. */
    private List<FaceBox> sure(RgbPixels picture, List<FaceBox> boxes, String network) {
        Shapes shapes = shapes(network);
        List<FaceBox> sure = new ArrayList<>();
        Questions questions = new Questions(inference, network);
        for (FaceBox box : boxes) {
            box.within(picture.width(), picture.height()).ifPresent(inside ->
                    questions.ask(ModelRow.image(inside.cut(picture)), answer -> {
                        float[] probabilities = answer.output(shapes.probabilities()).values();
                        float[] edges = answer.output(shapes.edges()).values();
                        if (probabilities.length != 2 || edges.length != 4) {
                            throw wrong(network, "two probabilities and four edges");
                        }
                        if (probabilities[1] > SURE) {
                            sure.add(box.scored(probabilities[1]).moved(edges));
                        }
                    }));
        }
        questions.finish();
        return sure;
    }

    /** Those that are not the same as a surer one. */
    private static List<FaceBox> distinct(List<FaceBox> boxes, ToDoubleBiFunction<FaceBox, FaceBox> likeness, double same) {
        List<FaceBox> kept = new ArrayList<>();
        boxes.stream().sorted(Comparator.comparingDouble(FaceBox::score).reversed()).limit(MOST).forEach(box -> {
            if (kept.stream().allMatch(other -> likeness.applyAsDouble(box, other) <= same)) {
                kept.add(box);
            }
        });
        return kept;
    }

    /** Which of a network's outputs is what. */
    private record Shapes(String probabilities, String edges) {}

    private Shapes shapes(String network) {
        String probabilities = null;
        String edges = null;
        for (OutputSpec output : inference.contract(network).outputs()) {
            int first = output.shape().isEmpty() ? 0 : output.shape().getFirst();
            probabilities = first == 2 && probabilities == null ? output.name() : probabilities;
            edges = first == 4 && edges == null ? output.name() : edges;
        }
        if (probabilities == null || edges == null) {
            throw wrong(network, "an output of two probabilities and one of four edges");
        }
        return new Shapes(probabilities, edges);
    }

    private static TandemException wrong(String network, String expected) {
        return new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + network + "' does not find faces as MTCNN does: expected "
                + expected + ". Name one of its three networks.");
    }
}

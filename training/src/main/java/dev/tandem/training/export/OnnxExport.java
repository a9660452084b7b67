package dev.tandem.training.export;

import dev.tandem.training.InputScaling;
import dev.tandem.training.probe.ImageTextMatching;
import dev.tandem.training.probe.LinearProbe;
import dev.tandem.training.tower.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was trained, as files that any server of ONNX models runs. The scaling of inputs is part of them: they take what base models
 * give, block by block. Their numbers agree with ours to about six digits, as other code adds in another order.
 */
public final class OnnxExport {
    public static final String EMBEDDING = "EMBEDDING";
    public static final String PROBABILITY = "PROBABILITY";
    public static final String IMAGE = "IMAGE";
    public static final String TEXT = "TEXT";

    private OnnxExport() {}

    /** Inputs named as the blocks; output {@link #EMBEDDING}, unit vectors. */
    public static byte[] projection(InputScaling scaling, Projection projection) {
        OnnxGraph graph = new OnnxGraph("projection");
        scaled(graph, scaling);
        graph.constant("weights", flat(projection.weights()), projection.inputs(), projection.dimension());
        graph.node("MatMul", List.of("scaled", "weights"), "projected");
        unit(graph, "projected", EMBEDDING);
        graph.output(EMBEDDING, projection.dimension());
        return graph.model();
    }

    /** Inputs named as the blocks; output {@link #PROBABILITY}, one number. */
    public static byte[] probe(InputScaling scaling, LinearProbe probe) {
        OnnxGraph graph = new OnnxGraph("probe");
        scaled(graph, scaling);
        logistic(graph, "scaled", probe);
        return graph.model();
    }

    /** Inputs {@link #IMAGE} and {@link #TEXT}, unit vectors of the two towers; output {@link #PROBABILITY}, one number. */
    public static byte[] matching(ImageTextMatching matching) {
        int dimension = matching.towers().image().dimension();
        float root = (float) Math.sqrt(dimension);
        OnnxGraph graph = new OnnxGraph("matching");
        graph.input(IMAGE, dimension);
        graph.input(TEXT, dimension);
        graph.node("Mul", List.of(IMAGE, TEXT), "products");
        graph.constant("dimension", new float[] {dimension}, 1);
        graph.node("Mul", List.of("products", "dimension"), "scaled_products");
        graph.node("Sub", List.of(IMAGE, TEXT), "differences");
        graph.node("Abs", List.of("differences"), "distances");
        graph.constant("root", new float[] {root}, 1);
        graph.node("Mul", List.of("distances", "root"), "scaled_distances");
        graph.constant("roots", repeated(root, dimension), dimension, 1);
        graph.node("MatMul", List.of("products", "roots"), "scaled_cosine");
        graph.node("Concat", List.of("scaled_products", "scaled_distances", "scaled_cosine"), "features", OnnxGraph.attribute("axis", 1));
        logistic(graph, "features", matching.head());
        return graph.model();
    }

    private static float[] repeated(float value, int times) {
        float[] values = new float[times];
        Arrays.fill(values, value);
        return values;
    }

    private static void logistic(OnnxGraph graph, String input, LinearProbe probe) {
        graph.constant("weights", probe.weights(), probe.weights().length, 1);
        graph.constant("bias", new float[] {(float) probe.bias()}, 1);
        graph.node("MatMul", List.of(input, "weights"), "weighted");
        graph.node("Add", List.of("weighted", "bias"), "logit");
        graph.node("Sigmoid", List.of("logit"), PROBABILITY);
        graph.output(PROBABILITY, 1);
    }

    private static void scaled(OnnxGraph graph, InputScaling scaling) {
        graph.constant("least_length", new float[] {1e-12f}, 1);
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (InputScaling.Block block : scaling.blocks()) {
            int to = from + block.width();
            String name = block.name();
            graph.input(name, block.width());
            graph.constant(name + "_mean", Arrays.copyOfRange(scaling.mean(), from, to), block.width());
            graph.constant(name + "_factor", Arrays.copyOfRange(scaling.factor(), from, to), block.width());
            graph.node("Sub", List.of(name, name + "_mean"), name + "_centred");
            graph.node("Mul", List.of(name + "_centred", name + "_factor"), name + "_standardised");
            unit(graph, name + "_standardised", name + "_unit");
            parts.add(name + "_unit");
            from = to;
        }
        graph.node("Concat", parts, "scaled", OnnxGraph.attribute("axis", 1));
    }

    private static void unit(OnnxGraph graph, String input, String output) {
        graph.node("ReduceL2", List.of(input), output + "_length",
                OnnxGraph.attributeOfList("axes", 1), OnnxGraph.attribute("keepdims", 1));
        graph.node("Max", List.of(output + "_length", "least_length"), output + "_divisor");
        graph.node("Div", List.of(input, output + "_divisor"), output);
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[Math.multiplyExact(rows.length, rows[0].length)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return flat;
    }
}

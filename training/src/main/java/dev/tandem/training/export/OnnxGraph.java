package dev.tandem.training.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A graph of FP32 tensors whose first dimension is the batch. Numbers of fields are those of onnx.proto3, format version 8. */
final class OnnxGraph {
    private static final int FORMAT_VERSION = 8;
    /** The last one whose reductions take their axes as attribute. */
    private static final int OPERATORS_VERSION = 13;

    private static final int FLOAT = 1;
    private static final int NODE = 1;
    private static final int NAME = 2;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int ATTRIBUTE_OF_INT = 2;
    private static final int ATTRIBUTE_OF_INTS = 7;

    private final OnnxMessage graph = new OnnxMessage();

    OnnxGraph(String name) {
        graph.text(NAME, name);
    }

    /** @param shape of one row */
    void input(String name, int... shape) {
        graph.message(INPUT, tensor(name, shape));
    }

    void output(String name, int width) {
        graph.message(OUTPUT, tensor(name, width));
    }

    private static OnnxMessage tensor(String name, int... rowShape) {
        OnnxMessage shape = new OnnxMessage().message(1, new OnnxMessage().text(2, "batch"));
        for (int length : rowShape) {
            shape.message(1, new OnnxMessage().number(1, length));
        }
        OnnxMessage type = new OnnxMessage().number(1, FLOAT).message(2, shape);
        return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, type));
    }

    /** Numbers row by row, in as many dimensions as are named. */
    void constant(String name, float[] values, int... dimensions) {
        OnnxMessage tensor = new OnnxMessage();
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
        }
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        graph.message(INITIALIZER, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
    }

    void node(String operator, List<String> inputs, String output, OnnxMessage... attributes) {
        OnnxMessage node = new OnnxMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output).text(4, operator);
        for (OnnxMessage attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(NODE, node);
    }

    static OnnxMessage attribute(String name, int value) {
        return new OnnxMessage().text(1, name).number(3, value).number(20, ATTRIBUTE_OF_INT);
    }

    static OnnxMessage attributeOfList(String name, int... values) {
        OnnxMessage attribute = new OnnxMessage().text(1, name);
        for (int value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, ATTRIBUTE_OF_INTS);
    }

    byte[] model() {
        return new OnnxMessage()
                .number(1, FORMAT_VERSION)
                .text(2, "tandem")
                .message(7, graph)
                .message(8, new OnnxMessage().text(1, "").number(2, OPERATORS_VERSION))
                .bytes();
    }
}

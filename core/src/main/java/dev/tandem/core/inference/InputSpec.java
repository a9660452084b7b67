package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** A tensor that a model is given, and what it is made of. Shapes are those of one row, without the batch. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InputSpec.Text.class, name = "text"),
    @JsonSubTypes.Type(value = InputSpec.Image.class, name = "image"),
    @JsonSubTypes.Type(value = InputSpec.Numbers.class, name = "numbers"),
    @JsonSubTypes.Type(value = InputSpec.Features.class, name = "features")
})
public sealed interface InputSpec {
    /** Of the tensor. */
    String name();

    DataType type();

    List<Integer> shape();

    /** Name of the row's value that becomes this tensor. */
    String value();

    /** A text. */
    record Text(String name, DataType type, List<Integer> shape, Optional<String> reads, TextSpec text) implements InputSpec {
        public Text {
            Require.name(name);
            type = type == null ? DataType.BYTES : type;
            shape = shape == null ? List.of() : List.copyOf(shape);
            text = text == null ? TextSpec.plain() : text;
            Require.that(type == DataType.BYTES, "the type BYTES for a text", type);
            Require.that(shape.isEmpty() || shape.equals(List.of(1)), "the shape [] or [1] for a text", shape);
        }

        @Override
        public String value() {
            return reads.orElse("text");
        }
    }

    /** A picture, brought to size, and its numbers to scale. */
    record Image(String name, DataType type, List<Integer> shape, Optional<String> reads, ImageSpec image) implements InputSpec {
        public Image {
            Require.name(name);
            shape = numeric(type, shape);
            Require.that(type == DataType.FP32 || type == DataType.UINT8, "the type FP32 or UINT8 for a picture", type);
            Require.that(image != null, "an 'image' that says how a picture is brought to size", image);
            image.requireShape(shape);
        }

        @Override
        public String value() {
            return reads.orElse("image");
        }
    }

    /** Numbers as the row has them. */
    record Numbers(String name, DataType type, List<Integer> shape, Optional<String> reads) implements InputSpec {
        public Numbers {
            Require.name(name);
            shape = numeric(type, shape);
        }

        @Override
        public String value() {
            return reads.orElse("numbers");
        }
    }

    /** Outputs of other models, one after the other: so that a head stands on towers that are scored once for all heads. */
    record Features(String name, DataType type, List<Integer> shape, List<FeatureSource> of) implements InputSpec {
        public Features {
            Require.name(name);
            shape = numeric(type, shape);
            Require.that(shape.size() == 1, "a shape of one axis for features", shape);
            Require.that(of != null && !of.isEmpty(), "'of' with at least one model", of);
            of = List.copyOf(of);
        }

        @Override
        public String value() {
            return name;
        }
    }

    private static List<Integer> numeric(DataType type, List<Integer> shape) {
        Require.that(type != null && type.isNumber(), "a type of numbers", type);
        Require.that(shape != null, "a shape", shape);
        Shape.require(shape);
        return List.copyOf(shape);
    }
}

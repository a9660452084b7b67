package dev.tandem.core.inference;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts to a request, an answer to vectors. */
final class TextTensors {
    static final String TEXT_TYPE = "BYTES";
    static final String VECTOR_TYPE = "FP32";

    private TextTensors() {}

    /** Bytes that a text takes in a request: its length in four bytes, then UTF-8. */
    static long bytes(String text) {
        long bytes = Integer.BYTES;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
            } else if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                bytes += 4;
                i++;
            } else {
                // Half a pair is written as a question mark.
                bytes++;
            }
        }
        return bytes;
    }

    static ModelInferRequest request(ModelContract contract, List<String> texts) {
        return ModelInferRequest.newBuilder()
                .setModelName(contract.name())
                .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                        .setName(contract.input())
                        .setDatatype(TEXT_TYPE)
                        .addShape(texts.size()))
                .addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder().setName(contract.output()))
                .addRawInputContents(raw(texts))
                .build();
    }

    /**
     * The vectors of an answer, rounded as the contract says.
     *
     * @return shape [texts][dimension]
     * @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when anything in the answer is not as promised
     */
    static float[][] vectors(ModelContract contract, String endpoint, ModelInferResponse response, int texts) {
        List<Long> shape = List.of((long) texts, (long) contract.dimension());
        long bytes = (long) texts * contract.dimension() * Float.BYTES;
        boolean shaped = response.getOutputsCount() == 1
                && response.getOutputs(0).getName().equals(contract.output())
                && response.getOutputs(0).getDatatype().equals(VECTOR_TYPE)
                && response.getOutputs(0).getShapeList().equals(shape)
                && response.getRawOutputContentsCount() == 1
                && response.getRawOutputContents(0).size() == bytes;
        if (!shaped) {
            throw wrong(contract, endpoint, describe(response)
                    + ", expected " + contract.output() + " " + VECTOR_TYPE + " " + shape + " with " + bytes + " bytes");
        }
        ByteBuffer numbers = response.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        double scale = Math.pow(10, contract.roundingDigits());
        float[][] vectors = new float[texts][contract.dimension()];
        for (int text = 0; text < texts; text++) {
            for (int d = 0; d < contract.dimension(); d++) {
                float value = numbers.getFloat();
                if (!Float.isFinite(value)) {
                    throw wrong(contract, endpoint, value + " at [" + text + ", " + d + "], expected finite numbers");
                }
                vectors[text][d] = (float) (Math.rint(value * scale) / scale);
            }
        }
        return vectors;
    }

    private static TandemException wrong(ModelContract contract, String endpoint, String difference) {
        return new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name() + "' at " + endpoint
                + " answered with " + difference + ". Nothing of the answer is used. Repair the model on that server,"
                + " or take the server out of tandem.inference.endpoint.");
    }

    private static String describe(ModelInferResponse response) {
        List<String> outputs = response.getOutputsList().stream().map(TextTensors::describe).toList();
        List<Integer> sizes = response.getRawOutputContentsList().stream().map(ByteString::size).toList();
        return outputs + " with raw contents of " + sizes + " bytes";
    }

    private static String describe(InferOutputTensor output) {
        return output.getName() + " " + output.getDatatype() + " " + output.getShapeList();
    }

    private static ByteString raw(List<String> texts) {
        ByteString.Output out = ByteString.newOutput();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array();
            out.write(length, 0, length.length);
            out.write(bytes, 0, bytes.length);
        }
        return out.toByteString();
    }
}

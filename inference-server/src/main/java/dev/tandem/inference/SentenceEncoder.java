package dev.tandem.inference;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.TextSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/** A sentence model in ONNX with mean pooling over tokens, scaled to length 1. Thread-safe; one thread for each call. */
final class SentenceEncoder implements ServedModel {
    private final ModelContract contract;
    private final int dimension;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    /**
     * Loads it.
     *
     * @param name which may say a version
     * @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when the weights are not those of the contract
     */
    SentenceEncoder(ModelContracts contracts, String name) {
        this.contract = contracts.contract(name);
        this.dimension = contract.outputs().getFirst().shape().getFirst();
        TextSpec text = ((InputSpec.Text) contract.inputs().getFirst()).text();
        byte[] vocabulary = contracts.file(name, text.tokenizer().orElseThrow());
        try {
            session = Sessions.open(contracts.file(name, ModelFile.WEIGHTS.file()));
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(vocabulary),
                    Map.of("truncation", "true", "maxLength", String.valueOf(text.maxTokens()), "modelMaxLength", "512"));
        } catch (OrtException | IOException e) {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + contract.name() + "' cannot be loaded: " + e, e);
        }
    }

    @Override
    public List<Row> answer(List<Row> inputs) {
        float[] vector = embed(inputs.getFirst().raw().toStringUtf8());
        ByteBuffer numbers = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asFloatBuffer().put(vector);
        return List.of(new Row(new int[] {vector.length}, ByteString.copyFrom(numbers)));
    }

    /** The vector of one text, of the contract's dimension and of length 1. */
    private float[] embed(String text) {
        Encoding encoding = tokenizer.encode(text, true, false);
        long[] shape = {1, encoding.getIds().length};
        try (OnnxTensor ids = tensor(encoding.getIds(), shape);
                OnnxTensor mask = tensor(encoding.getAttentionMask(), shape);
                OnnxTensor types = tensor(new long[encoding.getIds().length], shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            return pool(((OnnxTensor) result.get(0)).getFloatBuffer(), encoding.getAttentionMask());
        } catch (OrtException e) {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + contract.name() + "' failed: " + e, e);
        }
    }

    private float[] pool(FloatBuffer tokens, long[] mask) {
        double[] sum = new double[dimension];
        for (int token = 0; token < mask.length; token++) {
            if (mask[token] == 1) {
                for (int d = 0; d < dimension; d++) {
                    sum[d] += tokens.get(token * dimension + d);
                }
            }
        }
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        double length = Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
        float[] vector = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            vector[d] = (float) (sum[d] / length);
        }
        return vector;
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }
}

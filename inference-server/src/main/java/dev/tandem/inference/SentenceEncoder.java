package dev.tandem.inference;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/** A sentence model in ONNX with mean pooling over tokens, scaled to length 1. Thread-safe; one thread for each call. */
final class SentenceEncoder {
    private final ModelContract contract;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    /** @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when the weights are not those of the contract */
    SentenceEncoder(ModelContract contract) {
        this.contract = contract;
        byte[] weights = verified(contract.weights(), contract.weightsDigest());
        byte[] vocabulary = verified(contract.tokenizer(), contract.tokenizerDigest());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One thread a call: the sums of several threads could differ in their last bits.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(weights, options);
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(vocabulary),
                    Map.of("truncation", "true", "maxLength", String.valueOf(contract.maxTokens()), "modelMaxLength", "512"));
        } catch (OrtException | IOException e) {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + contract.name() + "' cannot be loaded: " + e, e);
        }
    }

    /** The vector of one text, of the contract's dimension and of length 1. */
    float[] embed(String text) {
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
        int dimension = contract.dimension();
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

    private static byte[] verified(String resource, Digest expected) {
        try (InputStream in = SentenceEncoder.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new TandemException(ErrorCode.MODEL_CONTRACT, "The resource '" + resource + "' of the contract is missing");
            }
            byte[] bytes = in.readAllBytes();
            Digest found = Digest.of(bytes);
            if (!found.equals(expected)) {
                throw new TandemException(ErrorCode.MODEL_CONTRACT, "The resource '" + resource + "' has digest "
                        + found.abbreviated() + ", its contract says " + expected.abbreviated());
            }
            return bytes;
        } catch (IOException e) {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "Cannot read '" + resource + "': " + e, e);
        }
    }
}

package dev.tandem.inference;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelFile;
import java.util.List;

/** A model in this process. Thread-safe. */
interface ServedModel {
    /**
     * One row, without its batch.
     *
     * @param lengths of a tensor along its axes
     * @param raw little-endian numbers, or the bytes of a text
     */
    record Row(int[] lengths, ByteString raw) {}

    /** The contract's outputs, in order, for the contract's inputs, in order. */
    List<Row> answer(List<Row> inputs);

    /** Whether this server can have it: ONNX weights, and one text or nothing but numbers to read. */
    static boolean canServe(ModelContract contract) {
        boolean weights = contract.files().containsKey(ModelFile.WEIGHTS.file()) && !contract.inputs().isEmpty();
        return weights && !contract.writes()
                && (readsText(contract) || contract.inputs().stream().allMatch(input -> input.type().isNumber()));
    }

    /** @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when the weights are not those of the contract */
    static ServedModel load(ModelContracts contracts, String name) {
        return readsText(contracts.contract(name)) ? new SentenceEncoder(contracts, name) : new OnnxModel(contracts, name);
    }

    private static boolean readsText(ModelContract contract) {
        return contract.inputs().size() == 1
                && contract.inputs().getFirst() instanceof InputSpec.Text text
                && text.text().tokenizer().isPresent()
                && contract.outputs().size() == 1;
    }
}

package dev.tandem.core.inference;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.ModelInferResponse;
import inference.ModelStreamInferResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Puts together what a model writes, up to a limit. */
final class Pieces implements StreamObserver<ModelStreamInferResponse> {
    /** More is no answer to a prompt. */
    static final int MOST_BYTES = 4 << 20;

    private final ModelContract contract;
    private final String endpoint;
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    /** Bytes, not characters: a piece may end within one. */
    private final ByteString.Output text = ByteString.newOutput();
    private Optional<String> wrong = Optional.empty();

    Pieces(ModelContract contract, String endpoint) {
        this.contract = contract;
        this.endpoint = endpoint;
    }

    /** Waits for the end, which the call's deadline brings at the latest. */
    Status await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when the answers are not as the contract says */
    Generation generation() {
        if (wrong.isPresent()) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name() + "' at " + endpoint + " "
                    + wrong.get() + ". Nothing of the answer is used.");
        }
        return new Generation(text.toByteString().toStringUtf8(), true, OptionalInt.empty(), OptionalInt.empty());
    }

    @Override
    public void onNext(ModelStreamInferResponse piece) {
        if (wrong.isPresent()) {
            return;
        }
        if (!piece.getErrorMessage().isEmpty()) {
            wrong("failed: " + piece.getErrorMessage());
            return;
        }
        ModelInferResponse response = piece.getInferResponse();
        for (int i = 0; i < response.getOutputsCount(); i++) {
            String name = response.getOutputs(i).getName();
            if (contract.outputs().stream().anyMatch(output -> output.name().equals(name) && output.type() == DataType.BYTES)) {
                read(response, i);
            }
        }
    }

    private void read(ModelInferResponse response, int output) {
        if (output >= response.getRawOutputContentsCount()) {
            response.getOutputs(output).getContents().getBytesContentsList().forEach(this::add);
            return;
        }
        ByteString raw = response.getRawOutputContents(output);
        ByteBuffer in = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (length < 0 || length > in.remaining()) {
                wrong("answered with raw contents that are cut short");
                return;
            }
            add(raw.substring(in.position(), in.position() + length));
            in.position(in.position() + length);
        }
    }

    private void add(ByteString more) {
        if (text.size() + more.size() > MOST_BYTES) {
            wrong("wrote more than " + MOST_BYTES + " bytes");
        } else {
            byte[] bytes = more.toByteArray();
            text.write(bytes, 0, bytes.length);
        }
    }

    private void wrong(String what) {
        wrong = Optional.of(what);
        end.complete(Status.OK);
    }

    @Override
    public void onError(Throwable error) {
        end.complete(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }
}

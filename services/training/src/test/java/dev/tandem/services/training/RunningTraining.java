package dev.tandem.services.training;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.proto.training.v1.TrainingServiceGrpc;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.common.Operators;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** The service as its callers see it. */
final class RunningTraining implements AutoCloseable {
    final PairModels models = new PairModels();
    private final Server server;
    private final ManagedChannel channel;

    RunningTraining(ShardStore store) {
        CoreBeans.ModelServer asked = new CoreBeans.ModelServer(models, () -> {});
        String name = UUID.randomUUID().toString();
        try {
            server = InProcessServerBuilder.forName(name)
                    .addService(new TrainingEndpoint(
                            store, new Operators(OperatorCatalog.load(), asked, EvaluationSets.none()), asked))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = InProcessChannelBuilder.forName(name).build();
    }

    TrainingServiceGrpc.TrainingServiceBlockingStub stub() {
        return TrainingServiceGrpc.newBlockingStub(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}

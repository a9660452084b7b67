package dev.tandem.services.ingestion;

import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.input.InputCache;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.proto.ingestion.v1.IngestionServiceGrpc;
import dev.tandem.proto.ingestion.v1.PlanSplitsRequest;
import dev.tandem.proto.ingestion.v1.PlanSplitsResponse;
import dev.tandem.proto.ingestion.v1.ReadSplitRequest;
import dev.tandem.proto.ingestion.v1.ReadSplitResponse;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;

/** Reads inputs into shards. */
@GrpcService
@Singleton
public class IngestionEndpoint extends IngestionServiceGrpc.IngestionServiceImplBase {
    private static final String SERVICE = "ingestion";

    private final ShardStore store;
    private final Operators operators;
    private final Documents documents;
    private final InputCache cache;

    IngestionEndpoint(ObjectStore objects, ShardStore store, Operators operators, IngestionConfig config) {
        this.store = store;
        this.operators = operators;
        this.documents = new Documents(store.contents());
        Path folder = config.cacheFolder()
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "tandem-inputs-" + ProcessHandle.current().pid()));
        this.cache = new InputCache(objects, folder, config.cacheBytes());
    }

    @Override
    @Blocking
    public void planSplits(PlanSplitsRequest request, StreamObserver<PlanSplitsResponse> out) {
        UnaryCall.answer(out, () -> {
            Reader reader = operators.create(OperatorMessages.spec(request.getReader()), Reader.class);
            try (InputCache.OpenInput input = cache.open(documents.input(new Digest(request.getInput())))) {
                List<Reader.Split> splits = reader.split(input, request.getShardSamples());
                return PlanSplitsResponse.newBuilder()
                        .setSplits(documents.putSplits(splits).hex())
                        .setCount(splits.size())
                        .build();
            }
        });
    }

    @Override
    @Blocking
    public void readSplit(ReadSplitRequest request, StreamObserver<ReadSplitResponse> out) {
        ShardCall.shard(
                SERVICE,
                out, update -> ReadSplitResponse.newBuilder().setUpdate(update).build(), store, progress -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getReader());
                    Digest inputDigest = new Digest(request.getInput());
                    Reader.Split split =
                            documents.splits(new Digest(request.getSplits())).get(request.getIndex());
                    Digest key = ReadStep.key(inputDigest, split, spec);
                    return new ShardCall.KeyedWork(key, told -> {
                        Reader reader = operators.create(spec, Reader.class);
                        try (InputCache.OpenInput input = cache.open(documents.input(inputDigest))) {
                            return new ReadStep(store).run(key, input, split, spec, reader, told);
                        }
                    });
                });
    }
}

package dev.tandem.services.gateway.indexes;

import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.duplicates.DuplicateIndexes.Removed;
import dev.tandem.core.json.Json;
import dev.tandem.proto.gateway.v1.DuplicateIndex;
import dev.tandem.proto.gateway.v1.IndexRemoval;
import dev.tandem.proto.gateway.v1.IndexServiceGrpc;
import dev.tandem.proto.gateway.v1.ListIndexesRequest;
import dev.tandem.proto.gateway.v1.ListIndexesResponse;
import dev.tandem.proto.gateway.v1.RemoveFromIndexRequest;
import dev.tandem.proto.gateway.v1.RemoveFromIndexResponse;
import dev.tandem.services.common.UnaryCall;
import dev.tandem.services.gateway.Runs;
import dev.tandem.services.gateway.access.Caller;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;

/** Indexes of duplicates over gRPC: the same answers as over REST. */
@GrpcService
@Singleton
public class IndexEndpoint extends IndexServiceGrpc.IndexServiceImplBase {
    private final Indexes indexes;
    private final Caller caller;

    IndexEndpoint(Indexes indexes, Caller caller) {
        this.indexes = indexes;
        this.caller = caller;
    }

    @Override
    @Blocking
    public void listIndexes(ListIndexesRequest request, StreamObserver<ListIndexesResponse> out) {
        UnaryCall.answer(out, () -> {
            ListIndexesResponse.Builder response = ListIndexesResponse.newBuilder();
            indexes.list().values().forEach(version -> response.addIndexes(message(version)));
            return response.build();
        });
    }

    private static DuplicateIndex message(IndexVersion version) {
        DuplicateIndex.Builder message = DuplicateIndex.newBuilder()
                .setName(version.name())
                .setOperator(version.operator().name())
                .setParametersJson(Json.text(version.operator().given()))
                .setShards(version.shards());
        version.removals().forEach(removal -> message.addRemovals(IndexRemoval.newBuilder()
                .setAt(removal.at())
                .setBy(removal.by())
                .setSamples(removal.samples())));
        return message.build();
    }

    @Override
    @Blocking
    public void removeFromIndex(RemoveFromIndexRequest request, StreamObserver<RemoveFromIndexResponse> out) {
        UnaryCall.answer(out, () -> {
            String by = caller.name(request.getBy().isEmpty() ? Runs.ANYBODY : request.getBy());
            Removed removed = indexes.remove(request.getName(), request.getIdsList(), by);
            RemoveFromIndexResponse.Builder response = RemoveFromIndexResponse.newBuilder()
                    .setVersion(removed.version().hex())
                    .setRemoved(removed.removed());
            removed.missing().forEach(id -> response.addMissing(id.hex()));
            return response.build();
        });
    }
}

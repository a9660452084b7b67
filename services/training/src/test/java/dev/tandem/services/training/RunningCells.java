package dev.tandem.services.training;

import com.google.common.collect.Iterators;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.json.Json;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.proto.training.v1.AdoptCellRequest;
import dev.tandem.proto.training.v1.CellServiceGrpc;
import dev.tandem.proto.training.v1.TrainCellRequest;
import dev.tandem.proto.training.v1.TrainedCell;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The trainings of experiments as their callers see them. */
final class RunningCells implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;
    private final Trainers trainers;

    RunningCells(ShardStore store, Path folder, Path jobs) {
        trainers = new Trainers(Optional.of(folder), jobs, Duration.ofDays(1));
        String name = UUID.randomUUID().toString();
        try {
            server = InProcessServerBuilder.forName(name).addService(new CellEndpoint(store, trainers)).build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = InProcessChannelBuilder.forName(name).build();
    }

    CellServiceGrpc.CellServiceBlockingStub stub() {
        return CellServiceGrpc.newBlockingStub(channel);
    }

    TrainedCell train(CellSpec spec) {
        TrainCellRequest request = TrainCellRequest.newBuilder()
                .setCellJson(com.google.protobuf.ByteString.copyFrom(Json.bytes(spec)))
                .build();
        return Iterators.getLast(stub().trainCell(request)).getCell();
    }

    TandemException failure(CellSpec spec) {
        try {
            train(spec);
        } catch (StatusRuntimeException e) {
            return RpcErrors.exception(e, "training");
        }
        throw new AssertionError("it was trained");
    }

    Map<String, String> adopt(String cell) {
        return stub().adoptCell(AdoptCellRequest.newBuilder().setCell(cell).build()).getModelsMap();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        trainers.close();
    }
}

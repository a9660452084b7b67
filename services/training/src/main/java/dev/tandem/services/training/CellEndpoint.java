package dev.tandem.services.training;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.proto.common.v1.Progress;
import dev.tandem.proto.training.v1.AdoptCellRequest;
import dev.tandem.proto.training.v1.AdoptCellResponse;
import dev.tandem.proto.training.v1.CellServiceGrpc;
import dev.tandem.proto.training.v1.TrainCellRequest;
import dev.tandem.proto.training.v1.TrainCellResponse;
import dev.tandem.proto.training.v1.TrainedCell;
import dev.tandem.services.common.ShardCall;
import dev.tandem.services.common.UnaryCall;
import dev.tandem.training.job.TrainingWatch;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;

/** Trainings of experiments. */
@GrpcService
@Singleton
public class CellEndpoint extends CellServiceGrpc.CellServiceImplBase {
    private static final String SERVICE = "training";

    private final CellTraining cells;

    CellEndpoint(ShardStore store, Trainers trainers) {
        this.cells = new CellTraining(store.contents(), trainers);
    }

    @Override
    @Blocking
    public void trainCell(TrainCellRequest call, StreamObserver<TrainCellResponse> out) {
        ShardCall.run(
                SERVICE,
                out,
                steps -> TrainCellResponse.newBuilder().setProgress(Progress.newBuilder().setSamples(steps)).build(),
                told -> {
                    CellSpec spec = Json.read(call.getCellJson().toByteArray(), CellSpec.class);
                    CellTraining.Made made = cells.train(spec, watch(told));
                    return TrainCellResponse.newBuilder()
                            .setCell(TrainedCell.newBuilder()
                                    .setKey(made.result().key().hex())
                                    .setReused(made.reused())
                                    .putAllMetrics(made.result().metrics()))
                            .build();
                });
    }

    /** A caller that goes away ends the training: to tell it of progress throws then. */
    private static TrainingWatch watch(dev.tandem.core.engine.Progress told) {
        return new TrainingWatch() {
            @Override
            public void progress(long done, long of) {
                told.done(done);
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
    }

    @Override
    @Blocking
    public void adoptCell(AdoptCellRequest request, StreamObserver<AdoptCellResponse> out) {
        UnaryCall.answer(out, () -> {
            AdoptCellResponse.Builder response = AdoptCellResponse.newBuilder();
            cells.adopt(new Digest(request.getCell())).forEach((name, version) -> response.putModels(name, version.hex()));
            return response.build();
        });
    }
}

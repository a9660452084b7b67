package dev.tandem.services.gateway.codev;

import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.proto.gateway.v1.CancelRoundsRequest;
import dev.tandem.proto.gateway.v1.CancelRoundsResponse;
import dev.tandem.proto.gateway.v1.CodevServiceGrpc;
import dev.tandem.proto.gateway.v1.DevelopmentRound;
import dev.tandem.proto.gateway.v1.GetRoundsRequest;
import dev.tandem.proto.gateway.v1.GetRoundsResponse;
import dev.tandem.proto.gateway.v1.ListRoundsRequest;
import dev.tandem.proto.gateway.v1.ListRoundsResponse;
import dev.tandem.proto.gateway.v1.Rounds;
import dev.tandem.proto.gateway.v1.StartRoundsRequest;
import dev.tandem.proto.gateway.v1.StartRoundsResponse;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Rounds of data and model over gRPC: the same answers as over REST. */
@GrpcService
@Singleton
public class CodevEndpoint extends CodevServiceGrpc.CodevServiceImplBase {
    private final Codev codev;

    CodevEndpoint(Codev codev) {
        this.codev = codev;
    }

    @Override
    @Blocking
    public void startRounds(StartRoundsRequest request, StreamObserver<StartRoundsResponse> out) {
        UnaryCall.answer(out, () -> StartRoundsResponse.newBuilder()
                .setRounds(message(codev.start(
                        request.getRecipe(),
                        request.getFile().isEmpty() ? "recipe.yaml" : request.getFile(),
                        request.getInput(),
                        request.hasRounds() ? OptionalInt.of(request.getRounds()) : OptionalInt.empty())))
                .build());
    }

    @Override
    @Blocking
    public void getRounds(GetRoundsRequest request, StreamObserver<GetRoundsResponse> out) {
        UnaryCall.answer(out, () -> GetRoundsResponse.newBuilder().setRounds(message(codev.status(request.getName()))).build());
    }

    @Override
    @Blocking
    public void listRounds(ListRoundsRequest request, StreamObserver<ListRoundsResponse> out) {
        UnaryCall.answer(out, () -> {
            int size = request.getPageSize() <= 0 ? Codev.DEFAULT_PAGE : Math.min(Codev.MAX_PAGE, request.getPageSize());
            List<RoundsRecord> page =
                    codev.page(Optional.of(request.getPageToken()).filter(token -> !token.isEmpty()), size);
            ListRoundsResponse.Builder response = ListRoundsResponse.newBuilder();
            page.forEach(record -> response.addRounds(message(record)));
            return response.setNextPageToken(page.size() < size ? "" : page.getLast().name()).build();
        });
    }

    @Override
    @Blocking
    public void cancelRounds(CancelRoundsRequest request, StreamObserver<CancelRoundsResponse> out) {
        UnaryCall.answer(out, () -> CancelRoundsResponse.newBuilder().setRounds(message(codev.cancel(request.getName()))).build());
    }

    private static Rounds message(RoundsRecord record) {
        Rounds.Builder message = Rounds.newBuilder()
                .setName(record.name())
                .setRecipe(record.recipe())
                .setStatus(record.status().name())
                .setPhase(record.phase())
                .setStarted(record.started())
                .setFinished(record.finished().orElse(""))
                .setError(record.error().orElse(""))
                .setRun(record.run())
                .setPairs(record.pool().map(PoolResult::pairs).orElse(0))
                .setBest(record.best().orElse(0))
                .setStopped(record.stopped().orElse(""))
                .setAdopted(record.adopted());
        record.rounds().forEach(round -> message.addRounds(message(round)));
        return message.build();
    }

    private static DevelopmentRound message(RoundRecord round) {
        DevelopmentRound.Builder message = DevelopmentRound.newBuilder()
                .setNumber(round.number())
                .setKept(round.numbers().kept())
                .setIn(round.numbers().in())
                .setOut(round.numbers().out())
                .setRecallAt5(round.numbers().recallAt5().value())
                .setRecallAt5Low(round.numbers().recallAt5().low())
                .setRecallAt5High(round.numbers().recallAt5().high())
                .setRun(round.run().orElse(""));
        round.numbers().cut().ifPresent(cut -> message.setExpectedNoise(cut.expectedNoise()));
        round.dataset().ifPresent(dataset -> message.setDataset(dataset.name()).setVersion(dataset.version().hex()));
        round.towers().forEach((name, version) -> message.putTowers(name, version.hex()));
        return message.build();
    }
}

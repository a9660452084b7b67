package dev.tandem.services.gateway.codev;

import dev.tandem.core.labels.LabelFormat;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsReview;
import dev.tandem.proto.gateway.v1.AddedPairs;
import dev.tandem.proto.gateway.v1.CancelRoundsRequest;
import dev.tandem.proto.gateway.v1.CancelRoundsResponse;
import dev.tandem.proto.gateway.v1.CodevServiceGrpc;
import dev.tandem.proto.gateway.v1.DevelopmentRound;
import dev.tandem.proto.gateway.v1.GetRoundsRequest;
import dev.tandem.proto.gateway.v1.GetRoundsResponse;
import dev.tandem.proto.gateway.v1.ListRoundsRequest;
import dev.tandem.proto.gateway.v1.ListRoundsResponse;
import dev.tandem.proto.gateway.v1.MadeByRound;
import dev.tandem.proto.gateway.v1.PartnerModel;
import dev.tandem.proto.gateway.v1.PauseRoundsRequest;
import dev.tandem.proto.gateway.v1.PauseRoundsResponse;
import dev.tandem.proto.gateway.v1.ResumeRoundsRequest;
import dev.tandem.proto.gateway.v1.ResumeRoundsResponse;
import dev.tandem.proto.gateway.v1.ReviewRoundsRequest;
import dev.tandem.proto.gateway.v1.ReviewRoundsResponse;
import dev.tandem.proto.gateway.v1.RoundReview;
import dev.tandem.proto.gateway.v1.Rounds;
import dev.tandem.proto.gateway.v1.ServedAt;
import dev.tandem.proto.gateway.v1.StartRoundsRequest;
import dev.tandem.proto.gateway.v1.StartRoundsResponse;
import dev.tandem.services.common.UnaryCall;
import dev.tandem.services.gateway.Runs;
import dev.tandem.services.gateway.access.Caller;
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
    private final Caller caller;

    CodevEndpoint(Codev codev, Caller caller) {
        this.codev = codev;
        this.caller = caller;
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

    @Override
    @Blocking
    public void pauseRounds(PauseRoundsRequest request, StreamObserver<PauseRoundsResponse> out) {
        UnaryCall.answer(out, () -> PauseRoundsResponse.newBuilder()
                .setRounds(message(codev.pause(request.getName(), by(request.getBy()))))
                .build());
    }

    @Override
    @Blocking
    public void resumeRounds(ResumeRoundsRequest request, StreamObserver<ResumeRoundsResponse> out) {
        UnaryCall.answer(out, () -> ResumeRoundsResponse.newBuilder()
                .setRounds(message(codev.resume(request.getName(), by(request.getBy()))))
                .build());
    }

    @Override
    @Blocking
    public void reviewRounds(ReviewRoundsRequest request, StreamObserver<ReviewRoundsResponse> out) {
        UnaryCall.answer(out, () -> ReviewRoundsResponse.newBuilder()
                .setRounds(message(codev.review(
                        request.getName(),
                        by(request.getBy()),
                        LabelFormat.of(request.getFormat().isEmpty() ? "jsonl" : request.getFormat()),
                        request.getFile().toByteArray())))
                .build());
    }

    private String by(String given) {
        return caller.name(given.isEmpty() ? Runs.ANYBODY : given);
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
        record.reviews().forEach(review -> message.addReviews(message(review)));
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
        round.numbers().added().forEach(added -> message.addAdded(message(added)));
        round.numbers().partner().ifPresent(second -> message.setPartner(message(second)));
        round.numbers().made().forEach((source, made) -> message.addMade(MadeByRound.newBuilder()
                .setSource(source)
                .setParents(made.parents())
                .setItems(made.items())
                .putAllRefused(made.refused())
                .setCalls(made.calls())
                .setReadTokens(made.readTokens())
                .setWrittenTokens(made.writtenTokens())));
        round.served().forEach(served -> message.addServed(ServedAt.newBuilder()
                .setEndpoint(served.endpoint())
                .setState(served.state().name())
                .setDetail(served.detail())));
        return message.build();
    }

    private static AddedPairs message(RoundNumbers.Added added) {
        AddedPairs.Builder message = AddedPairs.newBuilder()
                .setSlice(added.slice())
                .setCandidates(added.candidates())
                .setReserve(added.reserve())
                .setRejects(added.rejects())
                .setMade(added.made());
        added.gain().ifPresent(gain -> message.setGain(gain.value()).setGainLow(gain.low()).setGainHigh(gain.high()));
        added.random().ifPresent(random -> message.setRandomGain(random.value()));
        return message.build();
    }

    private static PartnerModel message(RoundNumbers.Partner second) {
        PartnerModel.Builder message =
                PartnerModel.newBuilder().setKept(second.kept()).setRecallAt5(second.recallAt5().value());
        second.kappa().ifPresent(message::setKappa);
        return message.build();
    }

    private static RoundReview message(RoundsReview review) {
        RoundReview.Builder message = RoundReview.newBuilder()
                .setRound(review.round())
                .setRun(review.run())
                .setSamples(review.samples())
                .setCut(review.cut())
                .setState(review.state().name())
                .setUntil(review.until().orElse(""));
        review.answer().ifPresent(answer ->
                message.setBy(answer.by()).setLabels(answer.labels()).setAgreement(answer.agreement()));
        return message.build();
    }
}

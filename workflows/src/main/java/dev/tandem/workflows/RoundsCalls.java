package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.MadePairs;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundResult;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsStore;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.proto.publishing.v1.PublishDatasetRequest;
import dev.tandem.proto.publishing.v1.PublishedDataset;
import dev.tandem.proto.publishing.v1.PublishingServiceGrpc;
import dev.tandem.proto.publishing.v1.WriteRoundsReportRequest;
import dev.tandem.proto.training.v1.AdoptRoundRequest;
import dev.tandem.proto.training.v1.PrepareRequest;
import dev.tandem.proto.training.v1.ServeTowersRequest;
import dev.tandem.proto.training.v1.ServingServiceGrpc;
import dev.tandem.proto.training.v1.TrainRoundRequest;
import dev.tandem.proto.training.v1.TrainingServiceGrpc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Activities of rounds, which call the services of training and of publishing. */
final class RoundsCalls implements RoundsActivities {
    private static final String TRAINING = "training";
    private static final String PUBLISHING = "publishing";

    private final ServiceChannels channels;
    private final ObjectStore objects;
    private final Documents documents;
    private final RunStore runs;
    private final RoundsStore rounds;

    RoundsCalls(ServiceChannels channels, ObjectStore objects) {
        this.channels = channels;
        this.objects = objects;
        this.documents = new Documents(new ContentStore(objects));
        this.runs = new RunStore(objects);
        this.rounds = new RoundsStore(objects);
    }

    private TrainingServiceGrpc.TrainingServiceBlockingStub training() {
        return TrainingServiceGrpc.newBlockingStub(channels.channel(channels.addresses().training()));
    }

    private PublishingServiceGrpc.PublishingServiceBlockingStub publishing() {
        return PublishingServiceGrpc.newBlockingStub(channels.channel(channels.addresses().publishing()));
    }

    @Override
    public PoolResult preparePool(RoundsRequest request) {
        return prepare(request, request.settings().imageModel(), request.settings().textModel());
    }

    @Override
    public PoolResult prepareOtherPool(RoundsRequest request) {
        Rounds.Other other = request.settings().other().orElseThrow();
        return prepare(request, other.imageModel(), other.textModel());
    }

    private PoolResult prepare(RoundsRequest request, String imageModel, String textModel) {
        RunRecord run = stages(request);
        var call = PrepareRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setTenant(request.stages().tenant())
                .setViews(views(run, request.step()))
                .setRejects(request.rejectsStep() == request.step() ? "" : views(run, request.rejectsStep()))
                .setImageModel(imageModel)
                .setTextModel(textModel)
                .setMostPairs(request.settings().mostPairs())
                .build();
        var stub = training();
        String key = ServiceStream.last(TRAINING, () -> stub.prepare(call), message -> message.getProgress().getSamples())
                .getPool().getKey();
        return result(new Digest(key), PoolResult.class);
    }

    @Override
    public TrainedRound trainRound(RoundsRequest request, Digest pool, int number, Optional<Digest> previous, Optional<Digest> first) {
        RunRecord run = stages(request);
        var call = TrainRoundRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setTenant(request.stages().tenant())
                .setNumber(number)
                .setPool(pool.hex())
                .setOtherPool(request.reached().flatMap(RoundsRecord::otherPool).map(other -> other.key().hex()).orElse(""))
                .addAllPeople(said(request))
                .setPrevious(previous.map(Digest::hex).orElse(""))
                .setFirst(first.map(Digest::hex).orElse(""))
                .setSettings(request.document().hex())
                .setPlan(request.stages().plan().hex())
                .setStep(request.step())
                .setViews(views(run, request.step()))
                .setRejectsStep(request.rejectsStep())
                .setRejects(views(run, request.rejectsStep()))
                .build();
        var stub = training();
        var trained = ServiceStream.last(TRAINING, () -> stub.trainRound(call), message -> message.getProgress().getSamples())
                .getRound();
        RoundResult result = result(new Digest(trained.getKey()), RoundResult.class);
        return new TrainedRound(result.key(), result.numbers(), result.towers(), trained.getReused());
    }

    @Override
    public List<ServedModels> serveTowers(TowersToServe towers) {
        var stub = ServingServiceGrpc.newBlockingStub(channels.channel(channels.addresses().training()));
        return ServiceStream.single(TRAINING, () -> stub.serveTowers(ServeTowersRequest.newBuilder()
                        .setRequestId(ServiceActivities.requestId())
                        .setRound(towers.load().map(Digest::hex).orElse(""))
                        .setNamed(towers.named())
                        .setKeepOthers(towers.keepOthers())
                        .addAllKeep(towers.keep().stream().map(Digest::hex).toList())
                        .addAllModels(towers.models())
                        .build()))
                .getServedList().stream()
                .map(served -> new ServedModels(
                        served.getEndpoint(), ServedModels.State.valueOf(served.getState()), served.getDetail()))
                .toList();
    }

    private static List<String> said(RoundsRequest request) {
        return request.reached().map(RoundsRecord::reviews).orElse(List.of()).stream()
                .flatMap(review -> review.answer().stream())
                .map(answer -> answer.said().hex())
                .toList();
    }

    @Override
    public DatasetRecord publishRound(RoundsRequest request, Digest round, Optional<Digest> parent) {
        return publish(request, round, parent, true);
    }

    private DatasetRecord publish(RoundsRequest request, Digest round, Optional<Digest> parent, boolean versionOnly) {
        RoundResult result = result(round, RoundResult.class);
        Digest planned = result.plan().orElseThrow();
        Plan plan = ServiceStream.coded(() -> documents.plan(planned));
        RunRecord run = stages(request);
        PlannedStep last = plan.steps().getLast();
        String name = last.publish().orElseThrow();
        var call = PublishDatasetRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setTenant(request.stages().tenant())
                .setName(name)
                .setPlan(planned.hex())
                .setStep(last.index())
                .setInput(request.stages().input().hex())
                .setRound(round.hex())
                .setParent(parent.map(Digest::hex).orElse(""))
                .setVersionOnly(versionOnly)
                .putViews(last.index(), result.views().orElseThrow().hex());
        OptionalInt index = last.input();
        while (index.isPresent()) {
            call.putViews(index.getAsInt(), views(run, index.getAsInt()));
            index = plan.steps().get(index.getAsInt()).input();
        }
        var stub = publishing();
        PublishedDataset dataset = ServiceStream.last(
                        PUBLISHING, () -> stub.publishDataset(call.build()), message -> message.getProgress().getSamples())
                .getDataset();
        return new DatasetRecord(
                name, last.index(), new Digest(dataset.getVersion()), dataset.getSamples(), dataset.getFiles(), dataset.getReused());
    }

    @Override
    public void adoptRound(RoundsRequest request, Digest round, Optional<Digest> parent) {
        if (request.settings().publish().isPresent()) {
            publish(request, round, parent, false);
        }
        var stub = training();
        ServiceStream.single(TRAINING, () -> stub.adoptRound(AdoptRoundRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setRound(round.hex())
                .build()));
    }

    @Override
    public void recordRound(
            RoundsRequest request, String name, Digest round, Optional<DatasetRecord> dataset, String started, String finished) {
        ServiceStream.coded(() -> {
            RunRecord run = runs.load(request.stages().run());
            RoundResult result = result(round, RoundResult.class);
            List<StepRecord> steps = new ArrayList<>(run.steps());
            for (RoundResult.Made made : result.made()) {
                MadePairs pairs = result(made.pairs(), MadePairs.class);
                steps.add(step(result, steps.size(), StepKind.CREATE, pairs.operator().label(), pairs.views(), 0));
                steps.add(step(result, steps.size(), StepKind.SELECT_FROM_ALL, result.operator().label(), made.views(), 0));
            }
            steps.add(step(
                    result, steps.size(), StepKind.SELECT_FROM_ALL, result.operator().label(), result.views().orElseThrow(),
                    Duration.between(Instant.parse(started), Instant.parse(finished)).toMillis()));
            runs.put(new RunRecord(
                    RunRecord.FORMAT,
                    name,
                    run.tenant(),
                    run.recipe(),
                    run.file(),
                    result.plan().orElseThrow(),
                    run.input(),
                    RunStatus.COMPLETED,
                    started,
                    Optional.of(finished),
                    Optional.empty(),
                    steps,
                    dataset.stream().toList(),
                    Optional.of(ObjectKey.report(name).path()),
                    List.of(),
                    List.of()));
            return name;
        });
    }

    private StepRecord step(RoundResult result, int index, StepKind kind, String operator, Digest views, long millis) {
        Counts counts = Counts.NONE;
        Map<String, Long> reasons = new TreeMap<>();
        Map<String, Long> refused = new TreeMap<>();
        List<Digest> keys = documents.keys(views);
        for (Digest key : keys) {
            ShardView view = result(key, ShardView.class);
            counts = counts.plus(view.counts());
            view.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
            view.refused().forEach((reason, count) -> refused.merge(reason, count, Long::sum));
        }
        return new StepRecord(
                index, result.operator().name(), kind, List.of(operator), Optional.of(views), keys.size(), keys.size(), 0, counts,
                reasons, refused, millis);
    }

    @Override
    public void recordRounds(RoundsRecord record) {
        ServiceStream.coded(() -> {
            rounds.put(record);
            return record;
        });
    }

    @Override
    public void reportRounds(String name, Optional<String> run) {
        run.ifPresent(round -> report(name, round));
        report(name, "");
    }

    private void report(String name, String run) {
        var stub = publishing();
        ServiceStream.single(PUBLISHING, () -> stub.writeRoundsReport(WriteRoundsReportRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setRounds(name)
                .setRun(run)
                .build()));
    }

    private RunRecord stages(RoundsRequest request) {
        return ServiceStream.coded(() -> runs.load(request.stages().run()));
    }

    private static String views(RunRecord run, int step) {
        return run.steps().get(step).views().orElseThrow().hex();
    }

    private <T> T result(Digest key, Class<T> type) {
        return ServiceStream.coded(() -> Json.read(objects.get(ObjectKey.result(key)), type));
    }
}

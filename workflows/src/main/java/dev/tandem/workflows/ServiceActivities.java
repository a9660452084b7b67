package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.rpc.CountMessages;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.proto.common.v1.ShardResult;
import dev.tandem.proto.common.v1.ShardUpdate;
import dev.tandem.proto.filtering.v1.FilterShardRequest;
import dev.tandem.proto.filtering.v1.FilteringServiceGrpc;
import dev.tandem.proto.filtering.v1.JudgeShardRequest;
import dev.tandem.proto.filtering.v1.MergeSummariesRequest;
import dev.tandem.proto.filtering.v1.SummarizeShardRequest;
import dev.tandem.proto.ingestion.v1.IngestionServiceGrpc;
import dev.tandem.proto.ingestion.v1.PlanSplitsRequest;
import dev.tandem.proto.ingestion.v1.PlanSplitsResponse;
import dev.tandem.proto.ingestion.v1.ReadSplitRequest;
import dev.tandem.proto.publishing.v1.PublishDatasetRequest;
import dev.tandem.proto.publishing.v1.PublishedDataset;
import dev.tandem.proto.publishing.v1.PublishingServiceGrpc;
import dev.tandem.proto.publishing.v1.WriteReportRequest;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Activities that call the services, and look up references in the object store. */
final class ServiceActivities implements ShardActivities, RunActivities {
    private final ServiceChannels channels;
    private final Documents documents;
    private final RunStore runs;
    private final DedupCalls dedup;
    private final SelectorTraining training;
    private final SynthesisCalls synthesis;

    ServiceActivities(ServiceChannels channels, ObjectStore objects) {
        this.channels = channels;
        this.documents = new Documents(new ContentStore(objects));
        this.runs = new RunStore(objects);
        this.dedup = new DedupCalls(channels, documents);
        this.training = new SelectorTraining(channels, documents);
        this.synthesis = new SynthesisCalls(channels, documents);
    }

    @Override
    public ShardOutcome process(ShardTask task) {
        PlannedStep step = ServiceStream.coded(() -> documents.plan(task.plan()).steps().get(task.step()));
        return switch (task.work()) {
            case READ -> read(task, step);
            case PASS -> pass(task, step);
            case SIGN -> dedup.sign(task, step);
            case PLACE -> dedup.place(task, step);
            case BUCKET -> dedup.bucket(task, step);
            case SELECT -> dedup.select(task, step);
            case SUMMARIZE -> summarize(task, step);
            case JUDGE -> judge(task, step);
            case SCORE -> training.score(task, step);
            case OFFER -> synthesis.offer(task, step);
            case HAND_OVER -> synthesis.handOver(task, step);
            case CREATE -> synthesis.create(task, step);
        };
    }

    private ShardOutcome read(ShardTask task, PlannedStep step) {
        var stub = IngestionServiceGrpc.newBlockingStub(channels.channel(channels.addresses().ingestion()));
        var request = ReadSplitRequest.newBuilder()
                .setRequestId(requestId())
                .setInput(task.input().hex())
                .setSplits(task.list().hex())
                .setIndex(task.index())
                .setReader(OperatorMessages.message(step.operators().getFirst()))
                .build();
        return outcome(ServiceStream.last(
                        "ingestion", () -> stub.readSplit(request), message -> samples(message.getUpdate()))
                .getUpdate()
                .getResult());
    }

    private ShardOutcome pass(ShardTask task, PlannedStep step) {
        var stub = FilteringServiceGrpc.newBlockingStub(channels.channel(channels.addresses().filtering()));
        var request = FilterShardRequest.newBuilder()
                .setRequestId(requestId())
                .setInput(inputKey(task))
                .setTenant(task.tenant().orElse(""));
        for (OperatorSpec operator : step.operators()) {
            request.addOperators(OperatorMessages.message(operator));
        }
        return outcome(ServiceStream.last(
                        "filtering", () -> stub.filterShard(request.build()), message -> samples(message.getUpdate()))
                .getUpdate()
                .getResult());
    }

    private ShardOutcome summarize(ShardTask task, PlannedStep step) {
        var stub = FilteringServiceGrpc.newBlockingStub(channels.channel(channels.addresses().filtering()));
        var request = SummarizeShardRequest.newBuilder()
                .setRequestId(requestId())
                .setInput(inputKey(task))
                .setSelector(OperatorMessages.message(step.operators().getFirst()))
                .build();
        String key = ServiceStream.last(
                        "filtering", () -> stub.summarizeShard(request), message -> message.getProgress().getSamples())
                .getSummary();
        return new ShardOutcome(new Digest(key), false, Counts.NONE, Map.of(), Map.of(), Map.of());
    }

    private ShardOutcome judge(ShardTask task, PlannedStep step) {
        var stub = FilteringServiceGrpc.newBlockingStub(channels.channel(channels.addresses().filtering()));
        var request = JudgeShardRequest.newBuilder()
                .setRequestId(requestId())
                .setInput(inputKey(task))
                .setFinding(task.clusters().map(Digest::hex).orElse(""))
                .setSelector(OperatorMessages.message(step.operators().getFirst()))
                .build();
        return outcome(ServiceStream.last(
                        "filtering", () -> stub.judgeShard(request), message -> samples(message.getUpdate()))
                .getUpdate()
                .getResult());
    }

    @Override
    public PlanOutline outline(Digest digest) {
        Plan plan = ServiceStream.coded(() -> documents.plan(digest));
        List<PlanOutline.Step> steps = plan.steps().stream()
                .map(step -> new PlanOutline.Step(
                        step.index(),
                        step.stage(),
                        step.kind(),
                        step.operators().stream().map(OperatorSpec::label).toList(),
                        step.input(),
                        step.publish(),
                        step.duplicates().isPresent(),
                        step.fitted(),
                        step.review()))
                .toList();
        return new PlanOutline(steps, plan.limits().shardSamples(), plan.limits().maxFailedRatio(), plan.limits().budget());
    }

    @Override
    public ShardList split(Digest planDigest, Digest input) {
        Plan plan = ServiceStream.coded(() -> documents.plan(planDigest));
        var stub = IngestionServiceGrpc.newBlockingStub(channels.channel(channels.addresses().ingestion()));
        PlanSplitsResponse splits = ServiceStream.single(
                "ingestion",
                () -> stub.planSplits(PlanSplitsRequest.newBuilder()
                        .setRequestId(requestId())
                        .setInput(input.hex())
                        .setReader(OperatorMessages.message(plan.steps().getFirst().operators().getFirst()))
                        .setShardSamples(plan.limits().shardSamples())
                        .build()));
        return new ShardList(new Digest(splits.getSplits()), splits.getCount());
    }

    @Override
    public Digest keep(List<Digest> keys) {
        return ServiceStream.coded(() -> documents.putKeys(keys));
    }

    @Override
    public Digest join(List<Digest> lists) {
        return ServiceStream.coded(() -> {
            List<Digest> keys = new ArrayList<>();
            lists.forEach(list -> keys.addAll(documents.keys(list)));
            return documents.putKeys(keys);
        });
    }

    @Override
    public Digest fit(Digest plan, int step, Digest observed) {
        return dedup.fit(planned(plan, step), observed);
    }

    @Override
    public TrainedStep train(Digest plan, int step, Digest inputs, String tenant) {
        return training.train(planned(plan, step), inputs, tenant);
    }

    @Override
    public ShardList parts(Digest plan, int step, Digest signatures) {
        return dedup.parts(planned(plan, step), signatures);
    }

    @Override
    public Digest cluster(Digest plan, int step, Digest inputs, Digest signatures) {
        return dedup.cluster(planned(plan, step), inputs, signatures, Optional.empty());
    }

    @Override
    public Digest clusterParts(Digest plan, int step, Digest inputs, Digest signatures, Digest pairs) {
        return dedup.cluster(planned(plan, step), inputs, signatures, Optional.of(pairs));
    }

    @Override
    public Digest addToIndex(CurationRequest run, int step, Digest views) {
        return dedup.addToIndex(run, step, planned(run.plan(), step), views);
    }

    private PlannedStep planned(Digest plan, int step) {
        return ServiceStream.coded(() -> documents.plan(plan).steps().get(step));
    }

    @Override
    public Digest merge(Digest plan, int step, Digest inputs, Digest summaries) {
        OperatorSpec operator = ServiceStream.coded(
                () -> documents.plan(plan).steps().get(step).operators().getFirst());
        var stub = FilteringServiceGrpc.newBlockingStub(channels.channel(channels.addresses().filtering()));
        var request = MergeSummariesRequest.newBuilder()
                .setRequestId(requestId())
                .setInputs(inputs.hex())
                .setSummaries(summaries.hex())
                .setSelector(OperatorMessages.message(operator))
                .build();
        return new Digest(ServiceStream.last(
                        "filtering", () -> stub.mergeSummaries(request), message -> message.getProgress().getSamples())
                .getFinding());
    }

    @Override
    public Digest pair(Digest plan, int step, Digest inputs, Digest offers) {
        return synthesis.pair(planned(plan, step), inputs, offers);
    }

    @Override
    public DatasetRecord publish(CurationRequest run, String name, int step, Map<Integer, Digest> views) {
        Plan plan = ServiceStream.coded(() -> documents.plan(run.plan()));
        var request = PublishDatasetRequest.newBuilder()
                .setRequestId(requestId())
                .setTenant(run.tenant())
                .setName(name)
                .setPlan(run.plan().hex())
                .setStep(step)
                .setInput(run.input().hex());
        OptionalInt index = OptionalInt.of(step);
        while (index.isPresent()) {
            request.putViews(index.getAsInt(), views.get(index.getAsInt()).hex());
            index = plan.steps().get(index.getAsInt()).input();
        }
        var stub = PublishingServiceGrpc.newBlockingStub(channels.channel(channels.addresses().publishing()));
        PublishedDataset dataset = ServiceStream.last(
                        "publishing",
                        () -> stub.publishDataset(request.build()),
                        message -> message.getProgress().getSamples())
                .getDataset();
        return new DatasetRecord(
                name, step, new Digest(dataset.getVersion()), dataset.getSamples(), dataset.getFiles(), dataset.getReused());
    }

    @Override
    public void record(RunRecord record) {
        ServiceStream.coded(() -> {
            runs.put(record);
            return record;
        });
    }

    @Override
    public String report(String run) {
        var stub = PublishingServiceGrpc.newBlockingStub(channels.channel(channels.addresses().publishing()));
        return ServiceStream.single(
                        "publishing",
                        () -> stub.writeReport(WriteReportRequest.newBuilder()
                                .setRequestId(requestId())
                                .setRun(run)
                                .build()))
                .getReport();
    }

    /** The key of the shard that comes in. */
    private String inputKey(ShardTask task) {
        return inputKey(documents, task);
    }

    static String inputKey(Documents documents, ShardTask task) {
        return ServiceStream.coded(() -> documents.keys(task.list()).get(task.index()).hex());
    }

    static long samples(ShardUpdate update) {
        return update.getProgress().getSamples();
    }

    static ShardOutcome outcome(ShardResult result) {
        return new ShardOutcome(
                new Digest(result.getKey()),
                result.getReused(),
                CountMessages.counts(result.getCounts()),
                result.getReasonsMap(),
                result.getRefusedMap(),
                CountMessages.scores(result.getScoresMap()));
    }

    /** The same for every attempt of an activity. */
    static String requestId() {
        var info = Activity.getExecutionContext().getInfo();
        return info.getWorkflowId() + "/" + info.getActivityId();
    }
}

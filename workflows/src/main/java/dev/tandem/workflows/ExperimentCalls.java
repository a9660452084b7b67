package dev.tandem.workflows;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.experiment.CellOutcome;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.ExperimentStore;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.proto.training.v1.AdoptCellRequest;
import dev.tandem.proto.training.v1.CellServiceGrpc;
import dev.tandem.proto.training.v1.PrepareRequest;
import dev.tandem.proto.training.v1.TrainCellRequest;
import dev.tandem.proto.training.v1.TrainedCell;
import dev.tandem.proto.training.v1.TrainingServiceGrpc;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Activities of experiments, which call the service of training. */
final class ExperimentCalls implements ExperimentActivities {
    private static final String TRAINING = "training";

    private final ServiceChannels channels;
    private final RunStore runs;
    private final ExperimentStore experiments;

    ExperimentCalls(ServiceChannels channels, ObjectStore objects) {
        this.channels = channels;
        this.runs = new RunStore(objects);
        this.experiments = new ExperimentStore(objects);
    }

    private CellServiceGrpc.CellServiceBlockingStub cells() {
        return CellServiceGrpc.newBlockingStub(channels.channel(channels.addresses().training()));
    }

    @Override
    public Digest prepareVariant(ExperimentRequest.Curated curated, Experiment experiment) {
        Digest views = ServiceStream.coded(() ->
                runs.load(curated.request().run()).steps().get(curated.step()).views().orElseThrow());
        var call = PrepareRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setTenant(curated.request().tenant())
                .setViews(views.hex())
                .setImageModel(experiment.imageModel())
                .setTextModel(experiment.textModel())
                .setMostPairs(experiment.mostPairs())
                .build();
        var stub = TrainingServiceGrpc.newBlockingStub(channels.channel(channels.addresses().training()));
        return new Digest(ServiceStream.last(TRAINING, () -> stub.prepare(call), message -> message.getProgress().getSamples())
                .getPool().getKey());
    }

    @Override
    public CellOutcome trainCell(CellSpec spec) {
        var call = TrainCellRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setCellJson(ByteString.copyFrom(Json.bytes(spec)))
                .build();
        var stub = cells();
        TrainedCell cell = ServiceStream.last(TRAINING, () -> stub.trainCell(call), message -> message.getProgress().getSamples())
                .getCell();
        return ServiceStream.coded(() -> new CellOutcome(spec.variant(), spec.rung(), spec.seed(), Optional.of(new Digest(cell.getKey())),
                Optional.of(value(spec, cell)), Optional.empty(), cell.getReused()));
    }

    private static double value(CellSpec spec, TrainedCell cell) {
        String metric = spec.evaluation().metric();
        if (!cell.containsMetrics(metric)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The trainer '" + spec.trainer().trainer() + "' gives no '" + metric
                    + "', it gives " + new TreeSet<>(cell.getMetricsMap().keySet()) + ". Name one of these as 'metric'.");
        }
        return cell.getMetricsOrThrow(metric);
    }

    @Override
    public SortedMap<String, Digest> adoptCell(Digest cell) {
        var stub = cells();
        var models = ServiceStream.single(TRAINING, () -> stub.adoptCell(AdoptCellRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setCell(cell.hex())
                .build()));
        SortedMap<String, Digest> versions = new TreeMap<>();
        models.getModelsMap().forEach((name, version) -> versions.put(name, new Digest(version)));
        return versions;
    }

    @Override
    public void recordExperiment(ExperimentRecord record) {
        ServiceStream.coded(() -> {
            experiments.put(record);
            return record;
        });
    }

    @Override
    public void recordPromotion(String experiment, ExperimentRecord.Promoted promoted) {
        ServiceStream.coded(() -> {
            experiments.put(experiments.load(experiment).with(promoted));
            return promoted;
        });
    }
}

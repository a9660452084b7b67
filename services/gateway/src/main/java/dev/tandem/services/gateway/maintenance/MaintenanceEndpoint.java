package dev.tandem.services.gateway.maintenance;

import dev.tandem.core.doctor.Examination;
import dev.tandem.core.garbage.GarbageReport;
import dev.tandem.proto.gateway.v1.CheckInstallationRequest;
import dev.tandem.proto.gateway.v1.CheckInstallationResponse;
import dev.tandem.proto.gateway.v1.CollectGarbageRequest;
import dev.tandem.proto.gateway.v1.CollectGarbageResponse;
import dev.tandem.proto.gateway.v1.MaintenanceServiceGrpc;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;

/** Maintenance over gRPC: the same answers as over REST. */
@GrpcService
@Singleton
public class MaintenanceEndpoint extends MaintenanceServiceGrpc.MaintenanceServiceImplBase {
    private final Garbage garbage;
    private final Doctor doctor;

    MaintenanceEndpoint(Garbage garbage, Doctor doctor) {
        this.garbage = garbage;
        this.doctor = doctor;
    }

    @Override
    @Blocking
    public void collectGarbage(CollectGarbageRequest request, StreamObserver<CollectGarbageResponse> out) {
        UnaryCall.answer(out, () ->
                message(garbage.collect(request.getGraceSeconds(), request.getKeepRunsSeconds(), request.getDelete())));
    }

    @Override
    @Blocking
    public void checkInstallation(CheckInstallationRequest request, StreamObserver<CheckInstallationResponse> out) {
        UnaryCall.answer(out, () -> message(doctor.examine()));
    }

    private static CollectGarbageResponse message(GarbageReport report) {
        CollectGarbageResponse.Builder response = CollectGarbageResponse.newBuilder()
                .setCutoff(report.cutoff())
                .setDeleted(report.deleted())
                .setRecentRuns(report.recentRuns())
                .setDatasets(report.datasets());
        report.kinds().forEach(kind -> response.addKinds(CollectGarbageResponse.Kind.newBuilder()
                .setKind(kind.kind())
                .setObjects(kind.objects())
                .setBytes(kind.bytes())
                .setGarbageObjects(kind.garbageObjects())
                .setGarbageBytes(kind.garbageBytes())));
        return response.build();
    }

    private static CheckInstallationResponse message(Examination examination) {
        CheckInstallationResponse.Builder response = CheckInstallationResponse.newBuilder().setVersion(examination.version());
        examination.findings().forEach(finding -> response.addFindings(CheckInstallationResponse.Finding.newBuilder()
                .setCheck(finding.check())
                .setStatus(finding.status().name())
                .setFound(finding.found())
                .setSetting(finding.setting().orElse(""))
                .setRemedy(finding.remedy().orElse(""))));
        return response.build();
    }
}

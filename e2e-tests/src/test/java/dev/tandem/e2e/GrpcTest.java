package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.json.Json;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.proto.gateway.v1.CancelRunRequest;
import dev.tandem.proto.gateway.v1.ChangeRunRequest;
import dev.tandem.proto.gateway.v1.CountRunsRequest;
import dev.tandem.proto.gateway.v1.DiffDatasetsRequest;
import dev.tandem.proto.gateway.v1.ExplainSampleRequest;
import dev.tandem.proto.gateway.v1.GatewayServiceGrpc;
import dev.tandem.proto.gateway.v1.GetRunRequest;
import dev.tandem.proto.gateway.v1.ListClustersRequest;
import dev.tandem.proto.gateway.v1.ListDatasetsRequest;
import dev.tandem.proto.gateway.v1.ListRunsRequest;
import dev.tandem.proto.gateway.v1.ListRunsResponse;
import dev.tandem.proto.gateway.v1.PauseRunRequest;
import dev.tandem.proto.gateway.v1.ResumeRunRequest;
import dev.tandem.proto.gateway.v1.Run;
import dev.tandem.proto.gateway.v1.SubmitRunRequest;
import dev.tandem.proto.gateway.v1.WatchRunRequest;
import dev.tandem.proto.gateway.v1.WhatIfRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gRPC interface of the gateway: the same answers as over REST. */
@OnSharedServer
class GrpcTest {
    @TempDir
    static Path folder;

    private static ManagedChannel channel;
    private static GatewayServiceGrpc.GatewayServiceBlockingStub gateway;
    private static String recipe;
    private static String input;

    @BeforeAll
    static void connect(SharedServer.Running server) {
        channel = ManagedChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
                .usePlaintext()
                .build();
        gateway = GatewayServiceGrpc.newBlockingStub(channel);
        recipe = Published.read(Recipes.reading(folder, "jsonl", ""));
        input = new GatewayCalls(server.address())
                .input(Recipes.write(folder.resolve("grpc.jsonl"), "{\"text\": \"a good row\"}\n"));
    }

    @AfterAll
    static void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void submittedRunIsWatchedToItsEnd() {
        Run submitted = submit();
        List<Run> told = new ArrayList<>();
        gateway.watchRun(WatchRunRequest.newBuilder().setRun(submitted.getRun()).build())
                .forEachRemaining(response -> told.add(response.getRun()));
        Run last = told.getLast();
        assertThat(last.getStatus()).as(last.getError()).isEqualTo("COMPLETED");
        assertThat(last.getStepsList()).isNotEmpty().allMatch(step -> step.getDone() == step.getShards());
        assertThat(last.getDatasetsList()).singleElement().satisfies(set -> assertThat(set.getSamples()).isEqualTo(1));
        assertThat(gateway.getRun(GetRunRequest.newBuilder().setRun(submitted.getRun()).build()).getRun()).isEqualTo(last);
        assertThat(gateway.listDatasets(ListDatasetsRequest.getDefaultInstance()).getDatasetsList())
                .anyMatch(set -> set.getName().equals("all"));

        assertThat(gateway.listClusters(ListClustersRequest.newBuilder().setRun(submitted.getRun()).build()).getStepsList())
                .isEmpty();

        JsonNode explained = Json.read(
                gateway.explainSample(ExplainSampleRequest.newBuilder()
                                .setRun(submitted.getRun())
                                .setSample("grpc.jsonl#1")
                                .build())
                        .getExplanationJson(),
                JsonNode.class);
        assertThat(explained.get("source").asText()).isEqualTo("grpc.jsonl#1");
    }

    @Test
    void runsAreListedPageByPage() {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submitted.add(submit().getRun());
        }
        List<String> listed = new ArrayList<>();
        String token = "";
        do {
            ListRunsResponse page =
                    gateway.listRuns(ListRunsRequest.newBuilder().setPageSize(2).setPageToken(token).build());
            assertThat(page.getRunsCount()).isLessThanOrEqualTo(2);
            page.getRunsList().forEach(run -> listed.add(run.getRun()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(listed).doesNotHaveDuplicates().containsAll(submitted);
        ListRunsRequest ofRecipe = ListRunsRequest.newBuilder().setPageSize(1_000).setRecipe("reading").build();
        assertThat(gateway.listRuns(ofRecipe).getRunsList()).extracting(Run::getRun).containsAll(submitted);
        assertThat(gateway.listRuns(ofRecipe.toBuilder().setState("INTERRUPTED").build()).getRunsList()).isEmpty();
        assertThat(gateway.countRuns(CountRunsRequest.newBuilder().setRecipe("reading").build()).getRuns())
                .isGreaterThanOrEqualTo(submitted.size());
    }

    @Test
    void errorsCarryTheirCode() {
        assertFails(() -> gateway.getRun(GetRunRequest.newBuilder().setRun("no-run").build()), Status.Code.NOT_FOUND, ErrorCode.NOT_FOUND);
        assertFails(
                () -> gateway.watchRun(WatchRunRequest.newBuilder().setRun("no-run").build()).next(),
                Status.Code.NOT_FOUND, ErrorCode.NOT_FOUND);
        assertFails(
                () -> gateway.cancelRun(CancelRunRequest.newBuilder().setRun("../x").build()),
                Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT);
        assertFails(
                () -> gateway.submitRun(SubmitRunRequest.newBuilder().setRecipe("name: x").setInput(input).build()),
                Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_RECIPE);
        assertFails(
                () -> gateway.submitRun(SubmitRunRequest.newBuilder().setRecipe(recipe).setInput("x").build()),
                Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT);
        assertFails(
                () -> gateway.explainSample(ExplainSampleRequest.newBuilder().setSample("ffffffffffff").build()),
                Status.Code.NOT_FOUND, ErrorCode.NOT_FOUND);
        assertFails(
                () -> gateway.whatIf(WhatIfRequest.newBuilder().setRun("no-run").putParameters("a.b", "1").build()),
                Status.Code.NOT_FOUND, ErrorCode.NOT_FOUND);
        assertFails(
                () -> gateway.listClusters(ListClustersRequest.newBuilder().setRun("no-run").build()),
                Status.Code.NOT_FOUND, ErrorCode.NOT_FOUND);
        assertFails(
                () -> gateway.diffDatasets(DiffDatasetsRequest.newBuilder().setA("all").build()),
                Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT);
        assertFails(
                () -> gateway.explainSample(ExplainSampleRequest.getDefaultInstance()),
                Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void finishedRunsStayAsTheyAre() {
        String run = submit().getRun();
        gateway.watchRun(WatchRunRequest.newBuilder().setRun(run).build()).forEachRemaining(told -> {});
        Run paused = gateway.pauseRun(PauseRunRequest.newBuilder().setRun(run).setBy("ann").build()).getRun();
        Run resumed = gateway.resumeRun(ResumeRunRequest.newBuilder().setRun(run).setBy("ann").build()).getRun();
        assertThat(List.of(paused, resumed)).allSatisfy(found -> {
            assertThat(found.getStatus()).isEqualTo("COMPLETED");
            assertThat(found.getChangesList()).isEmpty();
        });
        assertFails(
                () -> gateway.changeRun(ChangeRunRequest.newBuilder().setRun(run).setConcurrency(2).build()),
                Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT);
    }

    private static Run submit() {
        return gateway.submitRun(
                        SubmitRunRequest.newBuilder().setRecipe(recipe).setFile("reading.yaml").setInput(input).build())
                .getRun();
    }

    private static void assertFails(ThrowingCallable call, Status.Code status, ErrorCode code) {
        StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(error).isNotNull();
        assertThat(error.getStatus().getCode()).isEqualTo(status);
        assertThat(error.getStatus().getDescription()).isNotBlank();
        assertThat(RpcErrors.exception(error, "gateway").code()).isEqualTo(code);
    }
}

package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.FakeModelServer.Behaviour;
import io.grpc.Context;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KServeInferenceTest {
    private static final Duration SOON = Duration.ofMillis(50);

    private final List<FakeModelServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(FakeModelServer::close);
    }

    private FakeModelServer server() {
        FakeModelServer server = FakeModelServer.started();
        servers.add(server);
        return server;
    }

    @Property(tries = 30)
    void vectorsDoNotDependOnBatches(
            @ForAll @IntRange(min = 1, max = 200) int count,
            @ForAll @IntRange(min = 1, max = 20) int managed,
            @ForAll @IntRange(min = 16, max = 2_000) int bytes) {
        try (FakeModelServer server = FakeModelServer.started()) {
            server.behaviour = refuseMoreThan(managed);
            InferenceSettings settings = InferenceParts.settings(InferenceParts.LONG, 10, 4, bytes);
            List<String> texts = InferenceParts.texts(count);
            assertThat(InferenceParts.client(settings, server).embedTexts(FakeModelServer.MODEL, texts))
                    .isDeepEqualTo(InferenceParts.vectors(texts));
        }
    }

    @Test
    void batchesGrowToTheLimitOfTheContractAndShrinkWhereTheServerHasTooMuchToDo() {
        FakeModelServer server = server();
        KServeInference client = InferenceParts.client(InferenceParts.settings(), server);
        client.embedTexts(FakeModelServer.MODEL, InferenceParts.texts(200));
        assertThat(server.batches.getFirst()).isLessThan(FakeModelServer.MAX_BATCH);
        assertThat(server.batches).contains(FakeModelServer.MAX_BATCH);
        assertThat(server.batches).allMatch(batch -> batch <= FakeModelServer.MAX_BATCH);

        server.behaviour = refuseMoreThan(3);
        server.batches.clear();
        client.embedTexts(FakeModelServer.MODEL, InferenceParts.texts(6));
        assertThat(server.batches).startsWith(6, 3, 3);
    }

    @Test
    void nothingIsSentForNoTexts() {
        FakeModelServer server = server();
        assertThat(InferenceParts.client(InferenceParts.settings(), server).embedTexts(FakeModelServer.MODEL, List.of()))
                .isEmpty();
        assertThat(server.batches).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Status.Code.class, names = {"UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL", "UNKNOWN", "ABORTED"})
    void whatCanPassIsTriedAgain(Status.Code code) {
        FakeModelServer server = server();
        server.behaviour = failFirst(2, code.toStatus());
        InferenceParts.Notes notes = new InferenceParts.Notes();
        List<String> texts = InferenceParts.texts(3);
        assertThat(InferenceParts.client(InferenceParts.settings(), notes, server).embedTexts(FakeModelServer.MODEL, texts))
                .isDeepEqualTo(InferenceParts.vectors(texts));
        assertThat(notes.lines).containsSubsequence(
                "healthy server-0:8001", "started server-0:8001", "ended " + code, "retried " + code, "ended " + code,
                "retried " + code, "ended OK");
        assertThat(notes.lines).noneMatch(line -> line.startsWith("failed"));
    }

    @Test
    void attemptsHaveALimit() {
        FakeModelServer server = server();
        server.behaviour = Behaviour.fail(Status.UNAVAILABLE);
        InferenceParts.Notes notes = new InferenceParts.Notes();
        assertFails(InferenceParts.client(InferenceParts.settings(), notes, server), ErrorCode.MODEL_UNAVAILABLE)
                .hasMessageContainingAll("'tiny'", "4 attempts", "server-0:8001", "UNAVAILABLE", "as the test wants");
        assertThat(server.batches).hasSize(4);
        assertThat(notes.lines).endsWith("failed MODEL_UNAVAILABLE");
    }

    @Test
    void aServerThatHangsEndsInAnErrorAfterSmallerAndSmallerBatches() {
        FakeModelServer server = server();
        server.behaviour = Behaviour.HANG;
        assertFails(
                        InferenceParts.client(InferenceParts.settings(SOON, 3, 4, 1 << 20), server),
                        ErrorCode.MODEL_UNAVAILABLE)
                .hasMessageContainingAll("3 attempts", "server-0:8001", "DEADLINE_EXCEEDED");
        assertThat(server.batches).containsExactly(4, 2, 1);
    }

    @Test
    void whoWaitsForServersThatWereThereGoesOnWhenOneIsBackHoweverManyProbesFailed() throws Exception {
        FakeModelServer server = server();
        KServeInference client = InferenceParts.client(InferenceParts.settings(InferenceParts.LONG, 2, 4, 1 << 20), server);
        List<String> texts = InferenceParts.texts(3);
        client.embedTexts(FakeModelServer.MODEL, texts);
        server.serverReady = false;
        server.behaviour = Behaviour.fail(Status.UNAVAILABLE);
        try (ExecutorService caller = Executors.newSingleThreadExecutor()) {
            int before = server.probes.get();
            Future<float[][]> answer = caller.submit(() -> client.embedTexts(FakeModelServer.MODEL, texts));
            await().until(() -> server.probes.get() > before + 5);
            server.behaviour = FakeModelServer::answer;
            server.serverReady = true;

            assertThat(answer.get()).isDeepEqualTo(InferenceParts.vectors(texts));
        }
    }

    @Test
    void aServerThatIsNotThereEndsInAnError() {
        FakeModelServer server = server();
        server.stop();
        assertFails(InferenceParts.client(InferenceParts.settings(), server), ErrorCode.MODEL_UNAVAILABLE)
                .hasMessageContainingAll("no endpoint is healthy", "server-0:8001", "UNAVAILABLE");
    }

    @Test
    void allTimeOfACallIsBounded() {
        FakeModelServer server = server();
        server.behaviour = Behaviour.HANG;
        InferenceSettings settings = new InferenceSettings(
                InferenceParts.LONG, SOON, InferenceParts.LONG, InferenceParts.LONG, 100, InferenceParts.SHORT,
                InferenceParts.SHORT, 1, 1 << 20);
        assertFails(InferenceParts.client(settings, server), ErrorCode.MODEL_UNAVAILABLE).hasMessageContaining("1 attempt");
    }

    @ParameterizedTest
    @EnumSource(value = Status.Code.class, names = {"NOT_FOUND", "INVALID_ARGUMENT", "UNIMPLEMENTED"})
    void aRequestThatTheServerRefusesIsNotSentAgain(Status.Code code) {
        FakeModelServer server = server();
        server.behaviour = Behaviour.fail(code.toStatus());
        assertFails(InferenceParts.client(InferenceParts.settings(), server), ErrorCode.MODEL_CONTRACT)
                .hasMessageContainingAll("server-0:8001", "'tiny'", code.name(), "as the test wants");
        assertThat(server.batches).hasSize(1);
    }

    @Test
    void neverMoreRequestsOrBytesAreUnderWayThanAllowed() throws Exception {
        FakeModelServer server = server();
        int bytes = 600;
        KServeInference client =
                InferenceParts.client(InferenceParts.settings(InferenceParts.LONG, 4, 3, bytes), server);
        List<String> texts = InferenceParts.texts(60);
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<float[][]>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(callers.submit(() -> client.embedTexts(FakeModelServer.MODEL, texts)));
            }
            for (Future<float[][]> answer : answers) {
                assertThat(answer.get()).isDeepEqualTo(InferenceParts.vectors(texts));
            }
        }
        assertThat(server.mostRequests.get()).isBetween(1, 3);
        assertThat(server.mostBytes.get()).isLessThanOrEqualTo(bytes);
    }

    @Test
    void aTextThatIsLargerThanAllThatMayBeUnderWayGoesAlone() {
        FakeModelServer server = server();
        KServeInference client = InferenceParts.client(InferenceParts.settings(InferenceParts.LONG, 4, 2, 100), server);
        List<String> texts = List.of("small", "large ".repeat(1_000), "small as well");
        assertThat(client.embedTexts(FakeModelServer.MODEL, texts)).isDeepEqualTo(InferenceParts.vectors(texts));
        // Texts go from the shortest to the longest.
        assertThat(server.batches).containsExactly(2, 1);
    }

    @Test
    void requestsGoToTheServerWithTheFewestUnderWay() throws Exception {
        FakeModelServer first = server();
        FakeModelServer second = server();
        KServeInference client = InferenceParts.client(InferenceParts.settings(), first, second);
        await().until(() -> {
            client.embedTexts(FakeModelServer.MODEL, List.of("until both are known to be healthy"));
            return !first.batches.isEmpty() && !second.batches.isEmpty();
        });
        first.batches.clear();
        second.batches.clear();
        CountDownLatch release = new CountDownLatch(1);
        Behaviour held = (request, out) -> {
            awaitQuietly(release);
            FakeModelServer.answer(request, out);
        };
        first.behaviour = held;
        second.behaviour = held;
        try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                int sent = i;
                calls.add(callers.submit(() -> client.embedTexts(FakeModelServer.MODEL, List.of("one"))));
                await().until(() -> first.batches.size() + second.batches.size() == sent);
            }
            assertThat(first.batches).hasSameSizeAs(second.batches);
            release.countDown();
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }

    @Test
    void aRequestThatTakesLongIsSentToAnotherServerAsWell() {
        FakeModelServer first = server();
        FakeModelServer second = server();
        InferenceSettings plain = InferenceParts.settings();
        InferenceSettings hedged = new InferenceSettings(
                plain.requestTimeout(), plain.callTimeout(), plain.probeTimeout(), plain.latencyTarget(), 1, plain.backoff(),
                plain.rest(), 4, 1 << 20, SOON);
        InferenceParts.Notes notes = new InferenceParts.Notes();
        KServeInference client = InferenceParts.client(hedged, notes, first, second);
        await().until(() -> {
            client.embedTexts(FakeModelServer.MODEL, List.of("until both are known to be healthy"));
            return !first.batches.isEmpty() && !second.batches.isEmpty();
        });
        first.behaviour = Behaviour.HANG;
        List<String> texts = InferenceParts.texts(3);
        for (int i = 0; i < 4; i++) {
            assertThat(client.embedTexts(FakeModelServer.MODEL, texts)).isDeepEqualTo(InferenceParts.vectors(texts));
        }
        // What hangs may end meanwhile, and be noted.
        assertThat(notes.lines.toArray()).contains("retried HEDGED").doesNotContain("aside server-0:8001");
    }

    @Test
    void workGoesOnWhileOneServerIsDownAndComesBackToItLater() {
        FakeModelServer first = server();
        FakeModelServer second = server();
        KServeInference client = InferenceParts.client(InferenceParts.settings(), first, second);
        first.stop();
        List<String> texts = InferenceParts.texts(40);
        assertThat(client.embedTexts(FakeModelServer.MODEL, texts)).isDeepEqualTo(InferenceParts.vectors(texts));
        assertThat(first.batches).isEmpty();

        first.start();
        await().until(() -> {
            client.embedTexts(FakeModelServer.MODEL, List.of("one"));
            return !first.batches.isEmpty();
        });
    }

    @Test
    void aServerWhoseModelHangsIsLeftAsideForAnother() {
        FakeModelServer hanging = server();
        FakeModelServer healthy = server();
        hanging.behaviour = Behaviour.HANG;
        KServeInference client =
                InferenceParts.client(InferenceParts.settings(SOON.multipliedBy(4), 10, 4, 1 << 20), hanging, healthy);
        List<String> texts = InferenceParts.texts(20);
        assertThat(client.embedTexts(FakeModelServer.MODEL, texts)).isDeepEqualTo(InferenceParts.vectors(texts));
    }

    @Test
    void aServerThatGetsReadyIsUsedThen() {
        FakeModelServer server = server();
        server.serverReady = false;
        KServeInference client = InferenceParts.client(InferenceParts.settings(), server);
        assertFails(client, ErrorCode.MODEL_UNAVAILABLE).hasMessageContainingAll("server-0:8001", "it is not ready");
        server.serverReady = true;
        server.modelReady = false;
        assertFails(client, ErrorCode.MODEL_UNAVAILABLE).hasMessageContainingAll("server-0:8001", "the model is not ready");
        server.modelReady = true;
        assertThat(client.embedTexts(FakeModelServer.MODEL, List.of("one"))).hasDimensions(1, FakeModelServer.DIMENSION);
    }

    @Test
    void aServerIsProbedOnceForManyCalls() {
        FakeModelServer server = server();
        KServeInference client = InferenceParts.client(InferenceParts.settings(), server);
        for (int i = 0; i < 5; i++) {
            client.embedTexts(FakeModelServer.MODEL, List.of("one"));
        }
        assertThat(server.probes.get()).isEqualTo(1);
    }

    @Test
    void aCallerThatGoesAwayEndsItsCall() throws Exception {
        FakeModelServer server = server();
        LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
        server.behaviour = (request, out) -> asked.add("asked");
        KServeInference client = InferenceParts.client(InferenceParts.settings(), server);
        try (ExecutorService caller = Executors.newSingleThreadExecutor();
                Context.CancellableContext context = Context.current().withCancellation()) {
            Future<?> call = caller.submit(
                    context.wrap(() -> assertThatThrownBy(() -> client.embedTexts(FakeModelServer.MODEL, List.of("one")))
                            .isInstanceOf(CancellationException.class)));
            asked.take();
            context.cancel(null);
            call.get();
        }
        assertThat(server.batches).hasSize(1);
    }

    @Test
    void addressesAreChecked() {
        for (String address : List.of("triton", "http://triton:8001", "triton:port", "a:1 b:2", "")) {
            assertThatThrownBy(() -> KServeInference.connect(
                            List.of(address), FakeModelServer.contracts(), InferenceSettings.DEFAULT, InferenceListener.NONE))
                    .isInstanceOf(TandemException.class)
                    .hasMessageContainingAll("'" + address + "'", "tandem.inference.endpoint", "host:port");
        }
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFails(KServeInference client, ErrorCode code) {
        return assertThatThrownBy(() -> client.embedTexts(FakeModelServer.MODEL, InferenceParts.texts(10)))
                .isInstanceOfSatisfying(TandemException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private static Behaviour refuseMoreThan(int texts) {
        return (request, out) -> {
            if (FakeModelServer.texts(request).size() > texts) {
                Behaviour.fail(Status.RESOURCE_EXHAUSTED).answer(request, out);
            } else {
                FakeModelServer.answer(request, out);
            }
        };
    }

    private static Behaviour failFirst(int requests, Status status) {
        AtomicInteger left = new AtomicInteger(requests);
        return (request, out) -> {
            if (left.getAndDecrement() > 0) {
                Behaviour.fail(status).answer(request, out);
            } else {
                FakeModelServer.answer(request, out);
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.tandem.bench.models;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.DataType;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How long rows take to flow again after the only server of a model is back, with the settings that a process has by default. */
final class EndpointReturn implements AutoCloseable {
    private static final int CALLERS = 4;
    private static final int ROWS = 16;
    private static final long WINDOW_MILLIS = 250;
    /** Of the rate before the fault. */
    private static final double BACK = 0.8;
    private static final long FLAP_MILLIS = 1_000;
    private static final ModelContract CONTRACT = new ModelContract(
            "small", "text_embedding", Optional.empty(),
            List.of(new InputSpec.Numbers("IN", DataType.FP32, List.of(16), Optional.empty())),
            List.of(new OutputSpec("OUT", DataType.FP32, List.of(16), OutputSpec.Meaning.EMBEDDING, Optional.empty(), 4)),
            Map.of(), ROWS, 0, Optional.empty(), Optional.empty(), List.of());

    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong failedCalls = new AtomicLong();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService servers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Fault fault = Fault.NONE;
    private volatile CountDownLatch resumed = new CountDownLatch(0);
    private volatile boolean ended;
    private Server server;

    /** What becomes of a server. */
    enum Fault {
        NONE,
        /** Its process is gone. */
        DEAD,
        /** Its process is stopped, and answers everything when it goes on. */
        PAUSED,
        /** It takes questions, and never answers them. */
        SILENT,
        /** It refuses everything, and answers again, each second. */
        FLAPPING
    }

    /** Seconds from the end of each fault until rows flow as before. */
    static Map<String, Object> measure(int seconds) throws Exception {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", "return");
        line.put("fault_seconds", seconds);
        for (Fault fault : List.of(Fault.DEAD, Fault.PAUSED, Fault.SILENT, Fault.FLAPPING)) {
            try (EndpointReturn measured = new EndpointReturn()) {
                line.put(fault.name().toLowerCase(Locale.ROOT), measured.after(fault, seconds));
                line.put(fault.name().toLowerCase(Locale.ROOT) + "_failed_calls", measured.failedCalls.get());
            }
        }
        return line;
    }

    private double after(Fault kind, int seconds) throws Exception {
        start(0);
        int port = server.getPort();
        try (KServeInference inference = KServeInference.connect(
                List.of("127.0.0.1:" + port), ModelContracts.of(CONTRACT), InferenceSettings.DEFAULT, InferenceListener.NONE)) {
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> {
                    ask(inference);
                    return null;
                });
            }
            TimeUnit.SECONDS.sleep(2);
            long usual = Math.max(rate(), Math.max(rate(), rate()));
            if (usual == 0) {
                throw new IllegalStateException("No rows flow before the fault; " + failedCalls.get() + " calls failed");
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            begin(kind);
            for (boolean up = false; System.nanoTime() < end; up = !up) {
                TimeUnit.MILLISECONDS.sleep(Math.min(FLAP_MILLIS, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
                if (kind == Fault.FLAPPING) {
                    fault = up ? Fault.FLAPPING : Fault.NONE;
                }
            }
            end(kind, port);
            long back = System.nanoTime();
            while (rate() < BACK * usual && System.nanoTime() - back < TimeUnit.MINUTES.toNanos(3)) {
                // The next window.
            }
            double took = (System.nanoTime() - back) / 1e9;
            ended = true;
            return Math.round(took * 10) / 10.0;
        }
    }

    private void begin(Fault kind) throws InterruptedException {
        resumed = new CountDownLatch(1);
        fault = kind;
        if (kind == Fault.DEAD) {
            server.shutdownNow().awaitTermination();
        }
    }

    private void end(Fault kind, int port) throws IOException {
        fault = Fault.NONE;
        resumed.countDown();
        if (kind == Fault.DEAD) {
            start(port);
        }
    }

    /** A call that failed is made again a second later, as work on a shard is. */
    private void ask(KServeInference inference) throws InterruptedException {
        List<ModelRow> batch =
                Collections.nCopies(ROWS, new ModelRow(Map.of("numbers", ModelInput.Numbers.of(new float[16]))));
        while (!ended) {
            try {
                inference.infer(CONTRACT.name(), batch);
                rows.addAndGet(ROWS);
            } catch (TandemException e) {
                failedCalls.incrementAndGet();
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private long rate() throws InterruptedException {
        long before = rows.get();
        TimeUnit.MILLISECONDS.sleep(WINDOW_MILLIS);
        return rows.get() - before;
    }

    private void start(int port) throws IOException {
        server = Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                .executor(servers)
                .intercept(new Faults())
                .addService(new InstantServer(CONTRACT))
                .build()
                .start();
    }

    private final class Faults implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            switch (fault) {
                case NONE, DEAD -> {
                    return next.startCall(call, headers);
                }
                case FLAPPING -> call.close(Status.UNAVAILABLE, new Metadata());
                case SILENT -> {
                    // Nothing, for ever.
                }
                case PAUSED -> {
                    try {
                        resumed.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return next.startCall(call, headers);
                }
            }
            return new ServerCall.Listener<>() {};
        }
    }

    @Override
    public void close() {
        ended = true;
        server.shutdownNow();
        callers.shutdownNow();
        servers.shutdownNow();
    }
}

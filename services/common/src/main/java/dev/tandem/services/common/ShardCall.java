package dev.tandem.services.common;

import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rpc.CallOrigin;
import dev.tandem.core.rpc.CountMessages;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.proto.common.v1.ShardResult;
import dev.tandem.proto.common.v1.ShardUpdate;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Answers a call with a stream of progress and at last a result; a caller that goes away stops the work. */
public final class ShardCall {
    private static final Logger LOG = Logger.getLogger(ShardCall.class);

    /** Often enough for a caller's heartbeat, seldom enough to cost nothing. */
    private static final long PROGRESS_NANOS = 500_000_000L;

    private ShardCall() {}

    /** Finds the result at {@code key}, or makes it. */
    public static <R> void shard(
            String service,
            StreamObserver<R> out,
            Function<ShardUpdate, R> message,
            ShardStore store,
            Function<Progress, KeyedWork> prepare) {
        run(service, out, samples -> message.apply(update(samples)), progress -> {
            long start = System.nanoTime();
            KeyedWork work = prepare.apply(progress);
            Optional<ShardView> finished = store.reuse(work.key());
            ShardView view = finished.orElseGet(() -> work.work().apply(progress));
            told(service, view, finished.isPresent(), Duration.ofNanos(System.nanoTime() - start));
            return message.apply(ShardUpdate.newBuilder().setResult(result(view, finished.isPresent(), work)).build());
        });
    }

    /** What has to be done where nothing stands at the key. */
    public record KeyedWork(Digest key, Function<Progress, ShardView> work, Supplier<Map<String, ScoreCount>> scores) {
        public KeyedWork(Digest key, Function<Progress, ShardView> work) {
            this(key, work, Map::of);
        }

        /** Work of operators that may ask models, through {@code scores}. */
        public static KeyedWork scored(Digest key, ScoredInference scores, Function<Progress, ShardView> work) {
            return new KeyedWork(
                    key,
                    told -> {
                        try (scores) {
                            AtomicLong samples = new AtomicLong();
                            scores.onAnswer(() -> told.done(samples.get()));
                            return work.apply(done -> {
                                samples.set(done);
                                told.done(done);
                            });
                        }
                    },
                    scores::counts);
        }
    }

    /** Runs work that ends with one message. */
    public static <R> void run(
            String service, StreamObserver<R> out, Function<Long, R> progressMessage, Function<Progress, R> work) {
        ServerCallStreamObserver<R> call = (ServerCallStreamObserver<R>) out;
        long[] last = {System.nanoTime()};
        Progress progress = samples -> {
            if (call.isCancelled()) {
                throw new CancellationException("The caller went away");
            }
            long now = System.nanoTime();
            if (now - last[0] > PROGRESS_NANOS) {
                last[0] = now;
                call.onNext(progressMessage.apply(samples));
            }
        };
        Map<String, String> origin =
                Optional.ofNullable(CallOrigin.CURRENT.get()).map(CallOrigin::fields).orElse(Map.of());
        origin.forEach(MDC::put);
        try {
            call.onNext(work.apply(progress));
            call.onCompleted();
        } catch (CancellationException e) {
            call.onError(Status.CANCELLED.withDescription(e.getMessage()).asRuntimeException());
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.error("A call failed", e);
            ShardMetrics.failed(service, RpcErrors.code(e).name());
            call.onError(RpcErrors.status(e));
        } finally {
            origin.keySet().forEach(MDC::remove);
        }
    }

    private static void told(String service, ShardView view, boolean reused, Duration took) {
        LOG.infof("%s: %s in %d ms, %s", service, reused ? "found" : "done", took.toMillis(), view.counts());
        ShardMetrics.done(service, view, reused, took);
    }

    public static ShardUpdate update(long samples) {
        return ShardUpdate.newBuilder()
                .setProgress(dev.tandem.proto.common.v1.Progress.newBuilder().setSamples(samples))
                .build();
    }

    private static ShardResult result(ShardView view, boolean reused, KeyedWork work) {
        return ShardResult.newBuilder()
                .setKey(view.key().hex())
                .setReused(reused)
                .setCounts(CountMessages.message(view.counts()))
                .putAllReasons(view.reasons())
                .putAllRefused(view.refused())
                .putAllScores(CountMessages.scoreMessages(work.scores().get()))
                .build();
    }
}

package dev.tandem.core.inference;

import dev.tandem.core.error.TandemException;
import io.grpc.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The endpoints of one model. Gives out the healthy one with the fewest requests under way for its weight; probes one before its first use,
 * and again when it was left aside for long enough, in the background. Thread-safe.
 */
final class EndpointPool {
    private static final String NO_ENDPOINT = "NO_ENDPOINT";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ModelContract contract;
    private final List<String> names;
    private final EndpointProbe probe;
    private final InferenceListener listener;
    private final List<Member> members = new ArrayList<>();
    /** Where the search starts, so that endpoints with equal numbers of requests take turns. */
    private int turn;
    /** Whether any request was ever answered: who was there may come back. */
    private boolean answered;

    /** @param names by which servers may have the model, the most exact first */
    EndpointPool(
            ModelContract contract, List<String> names, List<Endpoint> endpoints, InferenceSettings settings,
            InferenceListener listener) {
        this.contract = contract;
        this.names = names;
        this.probe = new EndpointProbe(contract, names, settings.probeTimeout());
        this.listener = listener;
        endpoints.forEach(endpoint -> members.add(new Member(endpoint, names.getFirst(), new EndpointHealth(settings.rest()))));
    }

    /**
     * Waits for a healthy endpoint.
     *
     * @throws AttemptFailedException when every endpoint has failed a probe meanwhile, or the deadline has passed
     * @throws TandemException {@link dev.tandem.core.error.ErrorCode#MODEL_CONTRACT} when a probe found another model than
     *     the contract's, on any endpoint: to leave that one out silently could hide it for ever
     */
    Lease lease(Deadline deadline) throws AttemptFailedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            List<Long> failedBefore = failedProbes();
            while (true) {
                long now = System.nanoTime();
                members.stream().filter(member -> member.health.due(now)).forEach(this::startProbe);
                throwMismatch();
                Optional<Member> best = leastBusy();
                if (best.isPresent()) {
                    return new Lease(best.get());
                }
                if (deadline.isExpired() || allFailedSince(failedBefore)) {
                    throw new AttemptFailedException(Trouble.DOWN, NO_ENDPOINT, "no endpoint is healthy: " + problems());
                }
                changed.awaitNanos(nanosToWait(deadline, now));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Another healthy endpoint than that of a lease, if there is one now. */
    Optional<Lease> other(Lease than) {
        lock.lock();
        try {
            return leastBusy(member -> member != than.member).map(Lease::new);
        } finally {
            lock.unlock();
        }
    }

    /** Whether an attempt failed since nobody is there who was before. */
    boolean isOutage(AttemptFailedException failure) {
        lock.lock();
        try {
            return answered && failure.reason().equals(NO_ENDPOINT);
        } finally {
            lock.unlock();
        }
    }

    /** One request's hold on an endpoint. */
    final class Lease implements AutoCloseable {
        private final Member member;

        private Lease(Member member) {
            this.member = member;
            member.endpoint.inFlight().incrementAndGet();
        }

        Endpoint endpoint() {
            return member.endpoint;
        }

        /** The name by which the endpoint has the model. */
        String servedAs() {
            return member.servedAs;
        }

        /** Whether the endpoint may have it by a name that is less exact. */
        boolean hasOtherName() {
            return !member.servedAs.equals(names.getLast());
        }

        void succeeded() {
            locked(() -> {
                member.health.requestSucceeded();
                answered = true;
            });
        }

        void failed(AttemptFailedException failure) {
            if (!failure.trouble().putsAside()) {
                return;
            }
            locked(() -> {
                if (member.health.requestFailed(System.nanoTime())) {
                    member.problem = failure.getMessage();
                    listener.health(contract.name(), member.endpoint.address(), false);
                }
            });
        }

        @Override
        public void close() {
            member.endpoint.inFlight().decrementAndGet();
        }
    }

    private static final class Member {
        private final Endpoint endpoint;
        private final EndpointHealth health;
        private Optional<TandemException> mismatch = Optional.empty();
        private String problem = "";
        private volatile String servedAs;

        Member(Endpoint endpoint, String servedAs, EndpointHealth health) {
            this.endpoint = endpoint;
            this.servedAs = servedAs;
            this.health = health;
        }

        void askAnew() {
            mismatch = Optional.empty();
            health.askAnew();
        }
    }

    private void startProbe(Member member) {
        member.health.probing();
        // A thread of its own: callers go on with other endpoints, and a caller that goes away does not end the probe.
        Thread.ofVirtual().name("probe " + member.endpoint.address()).start(() -> probe(member));
    }

    private void probe(Member member) {
        try {
            member.servedAs = probe.check(member.endpoint);
            ended(member, true, member.health::probeSucceeded);
        } catch (AttemptFailedException e) {
            ended(member, false, () -> failed(member, e.getMessage()));
        } catch (TandemException e) {
            ended(member, false, () -> member.mismatch = Optional.of(e));
        } catch (RuntimeException e) {
            ended(member, false, () -> failed(member, "the probe of " + member.endpoint.address() + " failed: " + e));
        }
    }

    private void failed(Member member, String problem) {
        member.problem = problem;
        member.health.probeFailed(System.nanoTime());
    }

    private void ended(Member member, boolean healthy, Runnable change) {
        locked(() -> {
            change.run();
            listener.health(contract.name(), member.endpoint.address(), healthy);
        });
    }

    private void throwMismatch() {
        for (Member member : members) {
            if (member.mismatch.isPresent()) {
                TandemException found = member.mismatch.get();
                // The next call asks anew: the servers may have got the right model by then.
                members.stream().filter(one -> one.mismatch.isPresent()).forEach(Member::askAnew);
                changed.signalAll();
                throw found;
            }
        }
    }

    private Optional<Member> leastBusy() {
        return leastBusy(member -> true);
    }

    private Optional<Member> leastBusy(Predicate<Member> wanted) {
        turn = (turn + 1) % members.size();
        return IntStream.range(0, members.size())
                .mapToObj(i -> members.get((turn + i) % members.size()))
                .filter(member -> member.health.usable() && wanted.test(member))
                .min(Comparator.comparingDouble(member -> member.endpoint.load()));
    }

    private List<Long> failedProbes() {
        return members.stream().map(member -> member.health.failedProbes()).toList();
    }

    private boolean allFailedSince(List<Long> before) {
        return IntStream.range(0, members.size()).allMatch(i -> members.get(i).health.failedProbes() > before.get(i));
    }

    private String problems() {
        List<String> problems =
                members.stream().map(member -> member.problem).filter(problem -> !problem.isEmpty()).toList();
        return problems.isEmpty() ? "none has answered yet" : String.join("; ", problems);
    }

    private long nanosToWait(Deadline deadline, long now) {
        return members.stream()
                .mapToLong(member -> member.health.nanosUntilDue(now))
                .reduce(deadline.timeRemaining(TimeUnit.NANOSECONDS), Math::min);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

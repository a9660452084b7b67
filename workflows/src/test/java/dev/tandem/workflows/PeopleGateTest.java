package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Review;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsReview;
import dev.tandem.core.run.ReviewRecord.State;
import dev.tandem.core.run.RunStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Rounds that ask people between each other. */
class PeopleGateTest {
    static final Rounds.People PATIENT = new Rounds.People(0.2, 0.05, 0.9, OptionalLong.empty(), Review.OnTimeout.STOP);

    private final FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35, 0.4, 0.45);

    private static RoundsRequest request(Rounds.People people) {
        RoundsRequest usual = RoundsWorkflowTest.request(4);
        Rounds settings = new Rounds("s", Optional.empty(), "i", "t", "m", Optional.empty(), 4, 4, 5, 0.1, 10, 5, 1, 100,
                usual.settings().stop(), Optional.empty(), Optional.empty(), Optional.of(people));
        return new RoundsRequest(
                usual.name(), usual.stages(), settings, usual.document(), usual.step(), usual.rejectsStep(), Optional.empty());
    }

    static RoundsWorkflow start(WorkflowBench bench, Rounds.People people) {
        RoundsRequest request = request(people);
        RoundsWorkflow workflow = RoundsWorkflowTest.workflow(bench);
        WorkflowClient.start(workflow::develop, request);
        return bench.client().newWorkflowStub(RoundsWorkflow.class, request.name());
    }

    static void awaitGate(FakeRounds rounds, int round) {
        await().until(() -> !rounds.records.isEmpty() && rounds.records.getLast().status() == RunStatus.IN_REVIEW
                && rounds.records.getLast().reviews().getLast().round() == round);
    }

    static RoundsAnswer said(int round, int asked, int agreed) {
        return new RoundsAnswer("ada", round, "labels@" + round, Digest.of("said " + round), asked, agreed);
    }

    @Test
    void theShareHalvesWheneverPeopleAgreeAndWhatTheySaidGoesIntoEveryLaterRound() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            RoundsWorkflow workflow = start(bench, PATIENT);
            awaitGate(rounds, 1);
            assertThat(rounds.calls).doesNotContain("begin 2");
            assertThatThrownBy(() -> workflow.review(said(2, 18, 18))).rootCause().hasMessageContaining(
                    "The rounds wait for the review of round 1, and not of round 2. Export its pairs, and label those.");
            assertThat(catchThrowable(() -> workflow.review(said(1, 18, 19)))).isNotNull();
            workflow.review(said(1, 18, 10));
            awaitGate(rounds, 2);
            workflow.review(said(2, 18, 17));
            awaitGate(rounds, 3);
            workflow.review(said(3, 9, 9));
            RoundsRecord record = bench.client().newUntypedWorkflowStub(RoundsWorkflowTest.NAME).getResult(RoundsRecord.class);
            assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(record.reviews()).extracting(RoundsReview::samples).containsExactly(18, 18, 9);
            assertThat(record.reviews()).extracting(RoundsReview::state).containsExactly(State.DISAGREED, State.AGREED, State.AGREED);
            assertThat(RoundsReview.share(PATIENT, record.reviews())).isEqualTo(0.05);
            assertThat(rounds.made).filteredOn(made -> made.startsWith("round 4"))
                    .singleElement().asString().endsWith(" with labels@1 with labels@2 with labels@3");
        }
    }

    @Test
    void roundsGoOnWithoutAnAnswerWhereTheyMay() {
        RoundsRecord record = timedOut(Review.OnTimeout.ACCEPT);
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.reviews()).hasSize(3).allMatch(review -> review.state() == State.TIMED_OUT && review.answer().isEmpty());
        assertThat(rounds.made).noneMatch(made -> made.contains(" with "));
    }

    @Test
    void roundsThatMayNotGoOnWithoutAnAnswerFail() {
        assertThat(catchThrowable(() -> timedOut(Review.OnTimeout.STOP))).isInstanceOf(WorkflowFailedException.class);
        assertThat(rounds.records.getLast().error().orElseThrow()).startsWith("REVIEW_TIMED_OUT: Nobody looked at the pairs of round 1");
        assertThat(rounds.names).isEmpty();
    }

    private RoundsRecord timedOut(Review.OnTimeout policy) {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            start(bench, new Rounds.People(0.1, 0, 0.9, OptionalLong.of(60), policy));
            // Whoever waits for the result lets the time pass.
            return bench.client().newUntypedWorkflowStub(RoundsWorkflowTest.NAME).getResult(RoundsRecord.class);
        }
    }

    @Test
    void nobodyIsAskedOnceTheShareHasFallenToNothing() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            RoundsWorkflow workflow = RoundsWorkflowTest.workflow(bench);
            RoundsRecord record = workflow.develop(request(new Rounds.People(0.001, 0, 0.9, OptionalLong.empty(), Review.OnTimeout.STOP)));
            assertThat(record.reviews()).isEqualTo(List.of());
            assertThat(record.rounds()).hasSize(5);
        }
    }
}

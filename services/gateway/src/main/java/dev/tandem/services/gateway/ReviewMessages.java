package dev.tandem.services.gateway;

import dev.tandem.core.run.ReviewRecord;
import dev.tandem.proto.gateway.v1.RunReview;

/** Reviews of runs as messages. */
final class ReviewMessages {
    private ReviewMessages() {}

    static RunReview message(ReviewRecord review) {
        RunReview.Builder message = RunReview.newBuilder()
                .setStage(review.stage())
                .setStep(review.step())
                .setSamples(review.samples())
                .setMinAgreement(review.minAgreement())
                .setState(review.state().name())
                .setSince(review.since())
                .setUntil(review.until().orElse(""));
        review.answer().ifPresent(answer -> message
                .setBy(answer.by())
                .setLabels(answer.labels())
                .setKept(answer.kept())
                .setKeptGood(answer.keptGood())
                .setLeft(answer.left())
                .setLeftBad(answer.leftBad()));
        return message.build();
    }
}

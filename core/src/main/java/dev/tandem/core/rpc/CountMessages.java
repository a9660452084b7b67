package dev.tandem.core.rpc;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.score.ScoreCount;
import java.util.Map;
import java.util.TreeMap;

/** Counts as they travel between the workers and the services. */
public final class CountMessages {
    private CountMessages() {}

    public static dev.tandem.proto.common.v1.Counts message(Counts counts) {
        return dev.tandem.proto.common.v1.Counts.newBuilder()
                .setIn(counts.in())
                .setMade(counts.made())
                .setKept(counts.kept())
                .setDropped(counts.dropped())
                .setMerged(counts.merged())
                .setFailed(counts.failed())
                .setConsumed(counts.consumed())
                .build();
    }

    public static Counts counts(dev.tandem.proto.common.v1.Counts message) {
        return new Counts(
                message.getIn(),
                message.getMade(),
                message.getKept(),
                message.getDropped(),
                message.getMerged(),
                message.getFailed(),
                message.getConsumed());
    }

    public static Map<String, dev.tandem.proto.common.v1.ScoreCount> scoreMessages(Map<String, ScoreCount> scores) {
        Map<String, dev.tandem.proto.common.v1.ScoreCount> messages = new TreeMap<>();
        scores.forEach((model, count) -> messages.put(model, dev.tandem.proto.common.v1.ScoreCount.newBuilder()
                .setAsked(count.asked())
                .setKnown(count.known())
                .setReadTokens(count.readTokens())
                .setWrittenTokens(count.writtenTokens())
                .build()));
        return messages;
    }

    public static Map<String, ScoreCount> scores(Map<String, dev.tandem.proto.common.v1.ScoreCount> messages) {
        Map<String, ScoreCount> scores = new TreeMap<>();
        messages.forEach((model, count) -> scores.put(model, new ScoreCount(
                count.getAsked(), count.getKnown(), count.getReadTokens(), count.getWrittenTokens())));
        return scores;
    }
}

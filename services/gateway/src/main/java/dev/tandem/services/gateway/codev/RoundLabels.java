package dev.tandem.services.gateway.codev;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.labels.LabelFormat;
import dev.tandem.core.labels.LabelReview;
import dev.tandem.core.labels.LabelSampling;
import dev.tandem.core.labels.LabelSampling.Chosen;
import dev.tandem.core.labels.LabelledSet;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.PeopleSay;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsReview;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.services.gateway.Runs;
import dev.tandem.services.gateway.labels.Labels;
import dev.tandem.workflows.RoundsAnswer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people say of the pairs of a round that lie nearest to its cut. */
@Singleton
public class RoundLabels {
    private final Runs runs;
    private final Labels labels;
    private final ShardStore store;

    RoundLabels(Runs runs, Labels labels, ShardStore store) {
        this.runs = runs;
        this.labels = labels;
        this.store = store;
    }

    /**
     * Holds labels against the sample that rounds wait for, and keeps them as a data set.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} where the rounds wait for none, or for others
     */
    RoundsAnswer answer(RoundsRecord rounds, String by, LabelFormat format, byte[] file) {
        RoundsReview waiting = rounds.reviews().stream()
                .filter(review -> review.waits() && !rounds.status().finished())
                .findFirst()
                .orElseThrow(() -> new TandemException(
                        ErrorCode.INVALID_ARGUMENT, "The rounds '" + rounds.name() + "' wait for no review; './tandem codev status "
                                + rounds.name() + "' shows how far they are"));
        RunRecord run = runs.status(waiting.run());
        LabelledSet given = new LabelledSet(format.read(file));
        List<Chosen> sample = sample(run, waiting);
        Set<Digest> asked = sample.stream().map(Chosen::sample).collect(Collectors.toSet());
        given.verifyAllOf(asked, "the pairs of round " + waiting.round() + " that lie nearest to its cut");
        LabelReview counted = LabelReview.of(sample, given);
        TreeMap<String, Boolean> good = new TreeMap<>();
        asked.forEach(id -> given.majority(id).map(LabelReview::word)
                .ifPresent(word -> good.put(id.hex(), word.equals("good"))));
        Labels.Imported kept = labels.keep(run, given, file);
        Digest said = store.contents().put(Json.bytes(new PeopleSay(good)), ObjectKey::document);
        return new RoundsAnswer(
                by, waiting.round(), kept.name() + "@" + kept.version(), said, counted.kept() + counted.left(),
                counted.keptGood() + counted.leftBad());
    }

    private List<Chosen> sample(RunRecord run, RoundsReview waiting) {
        try {
            return LabelSampling.of(
                    store,
                    new Documents(store.contents()).keys(run.steps().getLast().views().orElseThrow()),
                    new LabelSampling.Choice(
                            waiting.samples(), 0, Optional.of(new LabelSampling.Around(RoundsReview.SCORE, waiting.cut()))));
        } catch (TandemException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? run.collected(e) : e;
        }
    }
}

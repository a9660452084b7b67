package dev.tandem.services.training;

import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.engine.TrainStep;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.operators.model.DfnSelector;
import dev.tandem.operators.model.PairVectors;
import dev.tandem.services.common.Operators;
import dev.tandem.training.probe.SeedNetworks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scores the samples of a shard with what a selector has trained. */
final class SelectorScoring {
    /** Vectors of that many are held at a time. */
    private static final int SAMPLES = 256;

    private final ShardStore store;
    private final Operators operators;

    SelectorScoring(ShardStore store, Operators operators) {
        this.store = store;
        this.operators = operators;
    }

    /** @param scores base models, as they are asked for this shard */
    ShardView score(Digest key, ShardView input, OperatorSpec spec, SeedNetworks networks, Inference scores, Progress progress) {
        DfnSelector selector = operators.asking(scores).create(spec, DfnSelector.class);
        Map<Digest, TrainStep.Score> found = new HashMap<>();
        List<Sample> some = new ArrayList<>();
        store.live(input, (row, sample) -> {
            some.add(sample);
            if (some.size() == SAMPLES) {
                score(some, selector, networks, found);
                progress.done(found.size());
            }
        });
        score(some, selector, networks, found);
        return new TrainStep(store).write(key, input, spec, selector, found, progress);
    }

    private static void score(List<Sample> some, DfnSelector selector, SeedNetworks networks, Map<Digest, TrainStep.Score> found) {
        PairVectors vectors = selector.vectors();
        some.forEach(vectors::add);
        some.clear();
        List<Digest> ids = vectors.pairs().stream().map(pair -> pair.sample().id()).toList();
        double[] scores = networks.scores(ids, vectors.images().vectors(), vectors.texts().vectors());
        for (int i = 0; i < scores.length; i++) {
            found.put(ids.get(i), new TrainStep.Score(scores[i], networks.isSeed(ids.get(i))));
        }
    }
}

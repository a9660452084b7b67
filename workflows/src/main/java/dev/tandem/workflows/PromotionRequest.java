package dev.tandem.workflows;

import dev.tandem.core.experiment.Variant;
import dev.tandem.core.model.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * A winner that others are to use.
 *
 * @param experiment name of its execution
 * @param reason why it may
 * @param curation the run that made its data
 * @param views digests of the lists of the shards' keys, by step
 * @param cell key of the training whose models are taken; empty where no model is wanted
 */
public record PromotionRequest(
        String experiment,
        Variant winner,
        String reason,
        CurationRequest curation,
        Optional<String> dataset,
        int step,
        Map<Integer, Digest> views,
        Optional<Digest> cell) {
    public PromotionRequest {
        views = Map.copyOf(views);
    }
}

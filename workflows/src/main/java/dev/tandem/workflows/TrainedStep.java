package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.score.ScoreCount;
import java.util.Map;

/**
 * What a step has trained.
 *
 * @param key of the result
 * @param scores how often models were needed for it; none where it had been trained before
 */
public record TrainedStep(Digest key, Map<String, ScoreCount> scores) {}

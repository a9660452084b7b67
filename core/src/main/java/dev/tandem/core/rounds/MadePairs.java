package dev.tandem.core.rounds;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pairs that a round made of others, for the kinds of pairs that are the worst; as it stands at its key.
 *
 * @param round that they were made in
 * @param operator what made them, as plans name it
 * @param views digest of the list of the shards' keys, one for each shard of their parents
 * @param parents pairs that something was made of, or was to be
 * @param items pairs that were made, and found right
 * @param refused how often each reason kept one from it
 * @param calls of models, for what was found right; with the tokens
 * @param models digests of the models that were asked
 * @param pools keys of what base models say of them: those of the rounds, then those of the other models, where there are some
 */
public record MadePairs(
        int format,
        Digest key,
        int round,
        OperatorSpec operator,
        Digest views,
        long parents,
        long items,
        SortedMap<String, Long> refused,
        long calls,
        long readTokens,
        long writtenTokens,
        Map<String, Digest> models,
        List<Digest> pools) {
    public static final int FORMAT = 1;

    public MadePairs {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        models = Map.copyOf(models);
        pools = List.copyOf(pools);
    }
}

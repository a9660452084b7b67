package dev.tandem.core.whatif;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.whatif.Tally.Flip;
import dev.tandem.core.whatif.WhatIfAnswer.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/** Fetches the few samples that an answer shows. */
final class Examples {
    private static final int TEXT_CODE_POINTS = 200;

    private final ShardStore store;
    private final List<Digest> shards;
    private final Set<String> operators;

    /**
     * Examples of one step.
     *
     * @param shards keys of what the step left
     * @param operators labels of those whose values are shown of every example
     */
    Examples(ShardStore store, List<Digest> shards, Set<String> operators) {
        this.store = store;
        this.shards = shards;
        this.operators = operators;
    }

    /** In the order of the flips. */
    List<Example> of(List<Flip> flips) {
        Map<Flip, Example> found = new HashMap<>();
        for (int shard : flips.stream().map(Flip::shard).distinct().toList()) {
            Map<Integer, Flip> rows = new HashMap<>();
            flips.stream().filter(flip -> flip.shard() == shard).forEach(flip -> rows.put(flip.row(), flip));
            ShardView view = store.view(shards.get(shard));
            FeatureTable features = store.features(view.layers().getLast()).orElseThrow();
            RoaringBitmap wanted = new RoaringBitmap();
            rows.keySet().forEach(wanted::add);
            store.texts(view, wanted, (row, sample) ->
                    found.put(rows.get(row), example(rows.get(row), sample, features)));
        }
        List<Example> examples = new ArrayList<>();
        flips.forEach(flip -> examples.add(found.get(flip)));
        return examples;
    }

    private Example example(Flip flip, Sample sample, FeatureTable features) {
        Map<String, Object> values = new TreeMap<>();
        List<String> reasons = Stream.of(flip.before(), flip.after()).flatMap(Optional::stream).toList();
        features.row(flip.row()).forEach((column, value) -> {
            String operator = column.substring(0, column.indexOf('.'));
            if (operators.contains(operator) || reasons.stream().anyMatch(reason -> reason.startsWith(operator + ": "))) {
                values.put(column, value);
            }
        });
        return new Example(sample.id(), sample.source(), flip.before(), flip.after(), values, start(sample.text()));
    }

    private static String start(String text) {
        String line = text.strip();
        return line.codePointCount(0, line.length()) <= TEXT_CODE_POINTS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TEXT_CODE_POINTS)) + "...";
    }
}

package dev.tandem.core.engine;

import dev.tandem.core.engine.KeyedResults.Kind;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.selection.Conclusion;
import dev.tandem.core.selection.CountedKeys;
import dev.tandem.core.selection.FindingResult;
import dev.tandem.core.selection.SummaryResult;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.util.List;
import java.util.function.Consumer;

/** Sorted keys of all shards, and what they say together: each kept for itself, and found again. */
final class SummarizedSet {
    private final ContentStore contents;
    private final SortSpace space;
    private final KeyedResults results;
    private final Kind<SummaryResult> summaries = new Kind<>(SummaryResult.class, result -> isThere(result.summary()));
    private final Kind<FindingResult> findings = new Kind<>(
            FindingResult.class,
            result -> isThere(result.finding()) && result.table().filter(table -> !isThere(table)).isEmpty());

    /** @param space where keys are sorted */
    SummarizedSet(ContentStore contents, SortSpace space) {
        this.contents = contents;
        this.space = space;
        this.results = new KeyedResults(contents);
    }

    /**
     * Keeps the keys of one shard; does nothing where that is done already. Returns {@code key}.
     *
     * @param collecting adds the keys
     */
    Digest summarize(Digest key, int keyBytes, Consumer<CountedKeys> collecting) {
        if (results.find(key, summaries).isEmpty()) {
            try (CountedKeys keys = new CountedKeys(keyBytes, space, () -> {})) {
                collecting.accept(keys);
                Digest summary = contents.put(keys.run(), ObjectKey::summary);
                results.publish(key, new SummaryResult(SummaryResult.FORMAT, key, summary, keys.total()), summaries);
            }
        }
        return key;
    }

    /** The sorted keys of one shard. */
    byte[] run(Digest summaryKey) {
        return contents.get(summary(summaryKey).summary(), ObjectKey::summary);
    }

    private SummaryResult summary(Digest summaryKey) {
        return Json.read(contents.objects().get(ObjectKey.result(summaryKey)), SummaryResult.class);
    }

    /**
     * Merges the summaries of all shards; does nothing where that is done already. Returns {@code key}.
     *
     * @param summaryKeys keys of the summaries, in whatever order
     */
    Digest merge(Digest key, List<Digest> summaryKeys, int keyBytes, Conclusion.Concluding concluding, Progress progress) {
        if (results.find(key, findings).isPresent()) {
            return key;
        }
        long[] keys = {0};
        try (CountedKeys all = new CountedKeys(keyBytes, space, () -> progress.done(keys[0]))) {
            for (Digest summaryKey : summaryKeys) {
                all.addRun(run(summaryKey));
                keys[0] = all.total();
                progress.done(keys[0]);
            }
            try (Conclusion conclusion = Conclusion.of(keyBytes, concluding, all.counts())) {
                Digest finding = contents.put(conclusion.finding(), ObjectKey::summary);
                conclusion.table().ifPresent(table -> contents.putFile(table.digest(), ObjectKey::summary, table.file()));
                results.publish(
                        key,
                        new FindingResult(
                                FindingResult.FORMAT, key, finding, conclusion.table().map(Conclusion.Table::digest), keys[0]),
                        findings);
            }
        }
        return key;
    }

    /** What was concluded, to be closed. */
    Conclusion conclusion(Digest findingKey) {
        FindingResult result = Json.read(contents.objects().get(ObjectKey.result(findingKey)), FindingResult.class);
        return Conclusion.stored(
                contents.get(result.finding(), ObjectKey::summary),
                result.table(),
                (digest, file) -> contents.getFile(digest, ObjectKey::summary, file));
    }

    private boolean isThere(Digest summary) {
        return contents.objects().info(ObjectKey.summary(summary)).isPresent();
    }
}

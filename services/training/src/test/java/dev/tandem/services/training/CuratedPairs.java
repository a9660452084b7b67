package dev.tandem.services.training;

import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.run.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Pairs as a run leaves them: read, then filtered.
 *
 * @param read digest of the list of keys after the reader
 * @param kept the same after a filter that drops short texts
 */
record CuratedPairs(Digest read, Digest kept) {
    private static final OperatorSpec READ = new OperatorSpec("given", "given", 1, Map.of(), Map.of());

    /** @param shards that the samples are dealt to in turn */
    static CuratedPairs of(ShardStore store, List<Sample> samples, int shards, int leastText) {
        OperatorSpec filter = new OperatorSpec(
                "text_length", "text_length", 1, Map.of("min_len", "" + leastText), Map.of("min_len", leastText));
        List<Digest> read = new ArrayList<>();
        List<Digest> kept = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            List<Sample> some = new ArrayList<>();
            for (int i = shard; i < samples.size(); i += shards) {
                some.add(samples.get(i));
            }
            Reader.Split split = new Reader.Split("file" + shard + "of" + shards, 0, some.size());
            ShardView view = new ReadStep(store).run(
                    ReadStep.key(Digest.of("input"), split, READ), List::of, split, READ, new Given(some), Progress.SILENT);
            ShardView filtered = new PassStep(store).run(
                    PassStep.key(view.key(), List.of(filter), Map.of()),
                    view,
                    List.of(filter),
                    List.of(OperatorCatalog.load().create("text_length", filter.given(), OperatorContext.withoutModels())),
                    Progress.SILENT);
            read.add(view.key());
            kept.add(filtered.key());
        }
        Documents documents = new Documents(store.contents());
        return new CuratedPairs(documents.putKeys(read), documents.putKeys(kept));
    }

    private record Given(List<Sample> samples) implements Reader {
        @Override
        public List<Split> split(Input input, int samplesPerSplit) {
            return List.of();
        }

        @Override
        public void read(Input input, Split split, Output out) {
            samples.forEach(out::accept);
        }
    }
}

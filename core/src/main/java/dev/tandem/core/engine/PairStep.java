package dev.tandem.core.engine;

import dev.tandem.core.engine.KeyedResults.Kind;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.AlikePieces;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.Piece;
import dev.tandem.core.operator.SetCreator;
import dev.tandem.core.operator.Verification;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.selection.Conclusion;
import dev.tandem.core.selection.OwnGroups;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/**
 * Makes items of pieces of two samples, wherever in the set these are, in four kinds of work that are kept each for itself: the offers of a
 * shard, the pairing of all offers, what a shard hands over, and the items of a shard. Pieces are handed over as objects with their
 * content, so that no shard is read more than twice, and memory holds the offers of one shard and the pieces of a few pairs.
 */
public final class PairStep {
    private final ShardStore store;
    private final SummarizedSet set;
    private final KeyedResults results;
    private final Kind<HandedPieces> handed = new Kind<>(HandedPieces.class, this::isWhole);

    public PairStep(ShardStore store) {
        this(store, SortSpace.temporary(SelectStep.MERGE_BYTES));
    }

    /** @param space where offers are sorted */
    public PairStep(ShardStore store, SortSpace space) {
        this.store = store;
        this.set = new SummarizedSet(store.contents(), space);
        this.results = new KeyedResults(store.contents());
    }

    /**
     * The value at the key of what a shard hands over.
     *
     * @param cards digests of what is known of each piece
     * @param media digests of their media
     */
    private record HandedPieces(int format, Digest key, SortedSet<Digest> cards, SortedSet<Digest> media) {
        static final int FORMAT = 1;
    }

    /** Names the offers of one shard. */
    public static Digest offerKey(Digest input, OperatorSpec operator) {
        return StepKeys.of(StepKind.CREATE, "offer", List.of(input), List.of(operator), Map.of());
    }

    /** Names the pairing of the offers of all shards. */
    public static Digest pairKey(List<Digest> inputs, OperatorSpec operator) {
        return StepKeys.of(StepKind.CREATE, "pair", inputs, List.of(operator), Map.of());
    }

    /** Names what one shard hands over. */
    public static Digest handOverKey(Digest pairing, Digest input, OperatorSpec operator) {
        return StepKeys.of(StepKind.CREATE, "hand over", List.of(pairing, input), List.of(operator), Map.of());
    }

    /** Names the items whose first piece stands in a shard. */
    public static Digest createKey(Digest pairing, Digest input, OperatorSpec operator) {
        return StepKeys.of(StepKind.CREATE, "paired", List.of(pairing, input), List.of(operator), Map.of());
    }

    /** Sorts what a shard offers; does nothing where that is done already. Returns {@code key}. */
    public Digest offer(Digest key, ShardView input, SetCreator creator, Progress progress) {
        return set.summarize(key, AlikePieces.OFFER_BYTES, offers -> {
            long[] done = {0};
            store.texts(input, store.alive(input), (row, sample) -> {
                creator.offer(sample, (piece, group, value) -> offers.add(AlikePieces.offer(group, value, piece.digest())));
                progress.done(++done[0]);
            });
        });
    }

    /**
     * Finds the pieces that are paired; does nothing where that is done already. Returns {@code key}.
     *
     * @param offerKeys of all shards, in whatever order
     */
    public Digest pair(Digest key, List<Digest> offerKeys, SetCreator creator, Progress progress) {
        return set.merge(key, offerKeys, AlikePieces.OFFER_BYTES, (all, table) -> {
            AlikePieces alike = new AlikePieces(creator, group -> group.forEach(offer -> table.accept(offer, 1)));
            all.forEach((offer, count) -> alike.accept(offer));
            alike.finish();
            return new byte[0];
        }, progress);
    }

    /** Puts those pieces of a shard that are paired where each shard finds them. Returns {@code key}. */
    public Digest handOver(Digest key, ShardView input, Digest pairing, OperatorSpec spec, SetCreator creator, Progress progress) {
        if (results.find(key, handed).isPresent()) {
            return key;
        }
        Set<Digest> paired = new HashSet<>();
        groups(input, pairing, spec, (offers, own) -> own.stream().forEach(i -> paired.add(AlikePieces.piece(offers.get(i)))));
        RoaringBitmap rows = new RoaringBitmap();
        if (!paired.isEmpty()) {
            store.texts(input, store.alive(input), (row, sample) -> creator.offer(sample, (piece, group, value) -> {
                if (paired.contains(piece.digest())) {
                    rows.add(row);
                }
            }));
        }
        SortedSet<Digest> cards = new TreeSet<>();
        SortedSet<Digest> media = new TreeSet<>();
        store.samples(input, rows, (row, sample) -> {
            hand(creator, sample, paired, cards, media);
            progress.done(cards.size());
        });
        results.publish(key, new HandedPieces(HandedPieces.FORMAT, key, cards, media), handed);
        return key;
    }

    private void hand(SetCreator creator, Sample sample, Set<Digest> paired, Set<Digest> cards, Set<Digest> media) {
        creator.offer(sample, (piece, group, value) -> {
            byte[] card = piece.card();
            Digest digest = Digest.of(card);
            if (paired.contains(digest) && cards.add(digest)) {
                store.contents().put(card, ObjectKey::summary);
                store.storeMedia(piece.media().content());
                media.add(piece.media().content().digest());
            }
        });
    }

    /** Makes the items whose first piece is of this shard. */
    public ShardView create(Digest key, ShardView input, Digest pairing, OperatorSpec spec, SetCreator creator, Progress progress) {
        Optional<ShardView> found = store.reuse(key);
        if (found.isPresent()) {
            return found.get();
        }
        Map<String, Long> refused = new TreeMap<>();
        try (ShardWriter shard = new ShardWriter(store, spec)) {
            Creator.Output out = Verification.checked(creator, new Creator.Output() {
                @Override
                public void accept(Sample made) {
                    shard.add(made);
                    progress.done(shard.rows());
                }

                @Override
                public void refuse(String reason) {
                    refused.merge(reason, 1L, Long::sum);
                }
            });
            HeldPieces pieces = new HeldPieces(store);
            groups(input, pairing, spec, (offers, own) -> own.stream().forEach(i -> {
                for (byte[] other : offers) {
                    if (!AlikePieces.haveOneValue(offers.get(i), other)) {
                        Piece one = pieces.piece(AlikePieces.piece(offers.get(i)));
                        creator.create(one, pieces.piece(AlikePieces.piece(other)), out);
                    }
                }
            }));
            long parents = store.alive(input).getLongCardinality();
            Counts counts = new Counts(parents, shard.rows(), shard.rows(), 0, 0, 0, parents);
            return store.finish(shard.finish(key, List.of(input.key()), counts, refused));
        }
    }

    private void groups(ShardView input, Digest pairing, OperatorSpec spec, OwnGroups.Groups groups) {
        try (Conclusion conclusion = set.conclusion(pairing)) {
            conclusion.groups(set.run(offerKey(input.key(), spec)), groups);
        }
    }

    /** Also makes what is there young: items are made of it next. */
    private boolean isWhole(HandedPieces pieces) {
        ContentStore contents = store.contents();
        return pieces.cards().stream().map(ObjectKey::summary).allMatch(contents::keep)
                && pieces.media().stream().map(ObjectKey::blob).allMatch(contents::keep);
    }
}

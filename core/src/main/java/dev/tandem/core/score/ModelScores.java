package dev.tandem.core.score;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stored answers of one model for the samples of one shard. They stand in a chain of blocks, each at the digest of what it
 * belongs to and its number, so that they are found without a list of what is stored; a block never changes, and the first writer
 * of a number wins. In memory are short keys of all rows, the blocks that were read last, and what is not written yet.
 */
final class ModelScores {
    /** Of answers that are not written yet, and of a block. */
    static final int BLOCK_BYTES = 4 << 20;
    /** A shard has fewer samples than that; what is more is not stored. */
    private static final int MOST_BLOCKS = 512;
    private static final int BLOCKS_HELD = 2;

    private final ContentStore contents;
    private final Digest chain;
    private final List<OutputSpec> outputs;
    /** Where a row stands, by the first bytes of its key: number of the block times most rows, and its place there. */
    private final Long2IntOpenHashMap places = new Long2IntOpenHashMap();
    private final Map<Digest, ModelAnswer> pending = new LinkedHashMap<>();
    private final Map<Integer, Block> held = new LinkedHashMap<>(BLOCKS_HELD, 0.75f, true);
    private int pendingBytes;
    private int blocks;

    private record Block(List<Digest> keys, List<ModelAnswer> answers) {}

    ModelScores(ContentStore contents, Digest chain, List<OutputSpec> outputs) {
        this.contents = contents;
        this.chain = chain;
        this.outputs = outputs;
        places.defaultReturnValue(-1);
        while (blocks < MOST_BLOCKS && readKeys(blocks)) {
            blocks++;
        }
    }

    Optional<ModelAnswer> find(Digest key) {
        ModelAnswer unwritten = pending.get(key);
        if (unwritten != null) {
            return Optional.of(unwritten);
        }
        int place = places.get(prefix(key));
        if (place < 0) {
            return Optional.empty();
        }
        Block block = block(place / ScoreBlock.MOST_ROWS);
        int row = place % ScoreBlock.MOST_ROWS;
        return row < block.keys().size() && block.keys().get(row).equals(key)
                ? Optional.of(block.answers().get(row))
                : Optional.empty();
    }

    void add(Digest key, ModelAnswer answer) {
        if (pending.put(key, answer) == null) {
            pendingBytes += ScoreBlock.bytes(answer, outputs);
        }
        if (pendingBytes >= BLOCK_BYTES || pending.size() == ScoreBlock.MOST_ROWS) {
            write();
        }
    }

    /** Stores what is not stored yet. */
    void write() {
        while (!pending.isEmpty() && blocks < MOST_BLOCKS) {
            List<Digest> keys = List.copyOf(pending.keySet());
            List<ModelAnswer> answers = List.copyOf(pending.values());
            int number = blocks++;
            if (contents.objects().putIfAbsent(at(number), ScoreBlock.encode(keys, answers, outputs))) {
                put(number, keys);
                hold(number, new Block(keys, answers));
                pending.clear();
            } else {
                // Another worker was quicker; its answers stand, and ours that it does not have come after them.
                readKeys(number);
                pending.keySet().removeIf(key -> isIn(number, key));
            }
        }
        pending.clear();
        pendingBytes = 0;
    }

    private boolean isIn(int number, Digest key) {
        int place = places.get(prefix(key));
        return place >= 0 && place / ScoreBlock.MOST_ROWS == number;
    }

    /** @return whether there is such a block; one that is not whole has no keys */
    private boolean readKeys(int number) {
        if (!contents.keep(at(number))) {
            return false;
        }
        try {
            byte[] start = contents.objects().range(at(number), 0, ScoreBlock.MOST_HEADER_BYTES);
            ScoreBlock.header(start).ifPresent(header -> put(number, header.keys()));
            return true;
        } catch (TandemException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private void put(int number, List<Digest> keys) {
        for (int row = 0; row < keys.size(); row++) {
            places.putIfAbsent(prefix(keys.get(row)), number * ScoreBlock.MOST_ROWS + row);
        }
    }

    /** One that is not whole has no rows. */
    private Block block(int number) {
        Block found = held.get(number);
        if (found == null) {
            found = contents.objects().find(at(number))
                    .flatMap(bytes -> ScoreBlock.header(bytes)
                            .flatMap(header -> ScoreBlock.answers(bytes, outputs).map(answers -> new Block(header.keys(), answers))))
                    .orElse(new Block(List.of(), List.of()));
            hold(number, found);
        }
        return found;
    }

    private void hold(int number, Block block) {
        held.put(number, block);
        if (held.size() > BLOCKS_HELD) {
            held.remove(new ArrayList<>(held.keySet()).getFirst());
        }
    }

    private ObjectKey at(int number) {
        return ObjectKey.scores(Digest.of(chain.hex() + "/" + number));
    }

    private static long prefix(Digest key) {
        return Long.parseUnsignedLong(key.hex(), 0, 16, 16);
    }
}

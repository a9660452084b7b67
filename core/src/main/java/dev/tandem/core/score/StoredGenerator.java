package dev.tandem.core.score;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Allowance;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.GenerationOptions;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Models that write, asked once for each prompt, options and seed: the answer is stored as it comes, and stands. A shard that died half
 * way, and whoever asks the same later, finds it. An answer is counted as asked for by the work that paid for it, in every attempt of
 * it, and as known by everybody else, so that counts are the same whatever was killed.
 */
final class StoredGenerator implements Generator {
    private static final int FORMAT = 1;

    private final Inference inference;
    private final ContentStore contents;
    private final Place place;
    private final BiConsumer<String, ScoreCount> counter;
    private final Runnable turn;
    private final Optional<Ledger> ledger;
    private final Allowance.Prices prices;
    private final Map<Digest, CompletableFuture<Stored>> underWay;
    private final Set<Digest> counted;

    /**
     * Where answers are found.
     *
     * @param sharing who else finds them
     * @param run whose budget is spent
     * @param work that pays: the same for each attempt
     */
    record Place(String sharing, String run, String work) {}

    /** An answer, and who paid for it. */
    record Stored(int format, String text, boolean whole, OptionalInt promptTokens, OptionalInt writtenTokens, String work) {}

    /**
     * Of the work on a shard.
     *
     * @param counter told of each answer
     * @param turn waits until one more call may be made
     */
    StoredGenerator(Inference inference, ContentStore contents, Place place, BiConsumer<String, ScoreCount> counter, Runnable turn) {
        this(inference, contents, place, counter, turn, Optional.empty(), Allowance.NONE.prices(), new ConcurrentHashMap<>(),
                ConcurrentHashMap.newKeySet());
    }

    private StoredGenerator(
            Inference inference,
            ContentStore contents,
            Place place,
            BiConsumer<String, ScoreCount> counter,
            Runnable turn,
            Optional<Ledger> ledger,
            Allowance.Prices prices,
            Map<Digest, CompletableFuture<Stored>> underWay,
            Set<Digest> counted) {
        this.inference = inference;
        this.contents = contents;
        this.place = place;
        this.counter = counter;
        this.turn = turn;
        this.ledger = ledger;
        this.prices = prices;
        this.underWay = underWay;
        this.counted = counted;
    }

    @Override
    public Generator within(Allowance allowance) {
        Digest chain = Digest.of(Json.bytes(List.of("ledger", place.run(), allowance.limits(), allowance.prices())));
        return new StoredGenerator(inference, contents, place, counter, turn,
                Optional.of(new Ledger(contents, chain, allowance, InstantSource.system())), allowance.prices(), underWay, counted);
    }

    @Override
    public void made(Digest item) {
        ledger.ifPresent(book -> book.made(item));
    }

    @Override
    public Generation generate(String model, Prompt prompt, GenerationOptions options) {
        Digest key = Digest.of(Json.bytes(List.of(
                FORMAT, place.sharing(), inference.modelDigest(model), prompt.digest(), options)));
        CompletableFuture<Stored> mine = new CompletableFuture<>();
        CompletableFuture<Stored> other = underWay.putIfAbsent(key, mine);
        Stored stored;
        if (other != null) {
            stored = join(other);
        } else {
            try {
                stored = find(key).orElseGet(() -> paid(key, model, prompt, options));
                mine.complete(stored);
            } catch (RuntimeException | Error e) {
                mine.completeExceptionally(e);
                throw e;
            } finally {
                underWay.remove(key);
            }
        }
        boolean asked = stored.work().equals(place.work()) && counted.add(key);
        counter.accept(model, asked
                ? new ScoreCount(1, 0, stored.promptTokens().orElse(0), stored.writtenTokens().orElse(0))
                : new ScoreCount(0, 1));
        return new Generation(stored.text(), stored.whole(), stored.promptTokens(), stored.writtenTokens());
    }

    private static Stored join(CompletableFuture<Stored> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof TandemException known
                    ? new TandemException(known.code(), known.getMessage(), known)
                    : new TandemException(ErrorCode.INTERNAL, "A call beside this one failed: " + e.getCause(), e);
        }
    }

    private Optional<Stored> find(Digest key) {
        return contents.objects().find(ObjectKey.scores(key))
                .filter(json -> contents.keep(ObjectKey.scores(key)))
                .map(json -> Json.read(json, Stored.class));
    }

    private Stored paid(Digest key, String model, Prompt prompt, GenerationOptions options) {
        turn.run();
        Generation answer = entered(prompt, options, () -> inference.generator().generate(model, prompt, options));
        Stored stored = new Stored(
                FORMAT, answer.text(), answer.whole(), answer.promptTokens(), answer.writtenTokens(), place.work());
        boolean first = contents.objects().putIfAbsent(ObjectKey.scores(key), Json.bytes(stored));
        return first ? stored : find(key).orElse(stored);
    }

    @Override
    public boolean isAlive(String model) {
        ledger.ifPresent(book -> book.enter(Ledger.Spent.of(1, 0, prices.of(1, 0, 0), 0)));
        return inference.generator().isAlive(model);
    }

    /** A token has a byte at least; pictures have tokens that nobody knows before. */
    private Generation entered(Prompt prompt, GenerationOptions options, Supplier<Generation> call) {
        if (ledger.isEmpty()) {
            return call.get();
        }
        long read = prompt.text().getBytes(StandardCharsets.UTF_8).length;
        long written = options.maxTokens();
        ledger.get().enter(Ledger.Spent.of(1, read + written, prices.of(1, read, written), 0));
        Generation answer = call.get();
        long readTokens = answer.promptTokens().orElse((int) read);
        long writtenTokens = answer.writtenTokens().orElse((int) written);
        ledger.get().giveBack(Ledger.Spent.of(
                0, read + written - readTokens - writtenTokens,
                prices.of(0, read, written) - prices.of(0, readTokens, writtenTokens), 0));
        return answer;
    }
}

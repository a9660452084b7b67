package dev.tandem.core.score;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Allowance;
import dev.tandem.core.inference.Allowance.Kind;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * What an operator of a run has spent, over all its workers: a chain of entries in the store, each with the sums up to it, and each
 * written by who was first at its number. A call is entered with the most that it may cost before it is made, and what it did not cost
 * is given back with the next entry of the same process. So there is never more spent than allowed, whatever is killed; a call whose
 * process died counts in full.
 */
final class Ledger {
    private final ContentStore contents;
    private final Digest chain;
    private final Allowance allowance;
    private final InstantSource clock;
    private long next = -1;
    private Spent last = Spent.NONE;
    private Spent unused = Spent.NONE;

    /**
     * Sums.
     *
     * @param began milliseconds, when the first entry was made
     * @param writer tells equal entries of two writers apart
     */
    record Spent(long calls, long tokens, double cost, long items, long began, String writer) {
        static final Spent NONE = of(0, 0, 0, 0);

        static Spent of(long calls, long tokens, double cost, long items) {
            return new Spent(calls, tokens, cost, items, 0, "");
        }

        private Spent plus(Spent more, Spent less) {
            return of(calls + more.calls - less.calls, tokens + more.tokens - less.tokens, cost + more.cost - less.cost,
                    items + more.items - less.items);
        }

        private double of(Kind kind, long now) {
            return switch (kind) {
                case CALLS -> calls;
                case TOKENS -> tokens;
                case COST -> cost;
                case ITEMS -> items;
                case SECONDS -> began == 0 ? 0 : (now - began) / 1_000.0;
            };
        }
    }

    Ledger(ContentStore contents, Digest chain, Allowance allowance, InstantSource clock) {
        this.contents = contents;
        this.chain = chain;
        this.allowance = allowance;
        this.clock = clock;
    }

    /**
     * Enters what is about to be spent.
     *
     * @throws TandemException {@link ErrorCode#BUDGET_REACHED} where it may not be
     */
    synchronized void enter(Spent most) {
        if (allowance.limits().isEmpty()) {
            return;
        }
        if (next < 0) {
            next = end();
            last = next == 0 ? Spent.NONE : entry(next - 1).orElse(Spent.NONE);
        }
        while (true) {
            Spent now = last.plus(most, unused);
            check(now, last, most);
            Spent entry = new Spent(now.calls, now.tokens, now.cost, now.items,
                    last.began == 0 ? clock.millis() : last.began, UUID.randomUUID().toString());
            boolean first = contents.objects().putIfAbsent(at(next), Json.bytes(entry));
            last = first ? entry : entry(next).orElse(last);
            next++;
            if (first) {
                unused = Spent.NONE;
                return;
            }
        }
    }

    /** What was entered and not spent. */
    synchronized void giveBack(Spent spared) {
        unused = unused.plus(spared, Spent.NONE);
    }

    /** Enters a thing that was made, once. */
    synchronized void made(Digest item) {
        ObjectKey mark = ObjectKey.scores(Digest.of(chain + "/item/" + item));
        if (allowance.limit(Kind.ITEMS).isPresent() && contents.objects().info(mark).isEmpty()) {
            enter(Spent.of(0, 0, 0, 1));
            contents.objects().putIfAbsent(mark, item.hex().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void check(Spent now, Spent before, Spent more) {
        for (Kind kind : allowance.limits().keySet().stream().sorted().toList()) {
            OptionalDouble limit = allowance.limit(kind);
            boolean over = switch (kind) {
                case SECONDS -> before.of(kind, clock.millis()) >= limit.orElseThrow();
                // Where as many items are made as there may be, no model is asked for another one.
                case ITEMS -> now.items > limit.orElseThrow() || more.calls > 0 && before.items >= limit.orElseThrow();
                case CALLS, TOKENS, COST -> now.of(kind, 0) > limit.orElseThrow();
            };
            if (over) {
                throw new TandemException(ErrorCode.BUDGET_REACHED, String.format(Locale.ROOT,
                        "The budget of an operator is reached: %s of %s. Raise '%s' in its 'budget' and submit the recipe again:"
                                + " answers are kept, and not paid for twice.",
                        kind.name().toLowerCase(Locale.ROOT), Json.text(limit.orElseThrow()), kind.name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    /** The number of the first entry that is not there: found by doubling, then by halving. */
    private long end() {
        long there = -1;
        long step = 1;
        while (contents.keep(at(there + step))) {
            there += step;
            step *= 2;
        }
        for (; step > 0; step /= 2) {
            if (contents.keep(at(there + step))) {
                there += step;
            }
        }
        return there + 1;
    }

    private Optional<Spent> entry(long number) {
        return contents.objects().find(at(number)).map(json -> Json.read(json, Spent.class));
    }

    private ObjectKey at(long number) {
        return ObjectKey.scores(Digest.of(chain + "/" + number));
    }
}

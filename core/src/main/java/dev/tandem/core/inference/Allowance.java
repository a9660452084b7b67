package dev.tandem.core.inference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What an operator may spend on models that write, in one run. A number that is left out has no limit.
 *
 * @param limits by name: {@code calls}, {@code tokens} (read and written), {@code cost}, {@code items}, and {@code seconds} since the
 *     first call
 * @param prices of a call, and of a million tokens, in the unit of the cost
 */
public record Allowance(Map<Kind, Double> limits, Prices prices) {
    /** No limit at all. */
    public static final Allowance NONE = new Allowance(Map.of(), new Prices(0, 0, 0));
    private static final double MILLION = 1_000_000;

    /** What is limited. */
    public enum Kind {
        CALLS,
        TOKENS,
        COST,
        ITEMS,
        SECONDS
    }

    /** What is paid for a call, and for a million tokens that are read, and that are written. */
    public record Prices(double call, double read, double written) {
        public double of(long calls, long readTokens, long writtenTokens) {
            return calls * call + (readTokens * read + writtenTokens * written) / MILLION;
        }
    }

    public Allowance {
        limits = Map.copyOf(limits);
    }

    public OptionalDouble limit(Kind kind) {
        return limits.containsKey(kind) ? OptionalDouble.of(limits.get(kind)) : OptionalDouble.empty();
    }

    /**
     * Reads words such as {@code calls=1000}, {@code cost=12.5} and {@code written_price=0.6}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Allowance of(List<String> words) {
        Map<String, Double> numbers = new TreeMap<>();
        for (String word : words) {
            String[] both = word.split("=", 2);
            Require.that(both.length == 2 && both[1].matches("[0-9]{1,12}(\\.[0-9]{1,6})?"), "a budget as 'calls=1000'", word);
            Require.that(numbers.put(both[0].strip(), Double.valueOf(both[1])) == null, "each limit once", word);
        }
        Map<Kind, Double> limits = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            Double limit = numbers.remove(kind.name().toLowerCase(Locale.ROOT));
            if (limit != null) {
                limits.put(kind, limit);
            }
        }
        Prices prices = new Prices(price(numbers, "call_price"), price(numbers, "read_price"), price(numbers, "written_price"));
        Require.that(numbers.isEmpty(),
                "a budget of calls, tokens, cost, items, seconds, call_price, read_price and written_price", numbers.keySet());
        Require.that(!limits.containsKey(Kind.COST) || !prices.equals(NONE.prices), "a price beside the cost", "none");
        return new Allowance(limits, prices);
    }

    private static double price(Map<String, Double> numbers, String name) {
        Double price = numbers.remove(name);
        return price == null ? 0 : price;
    }
}

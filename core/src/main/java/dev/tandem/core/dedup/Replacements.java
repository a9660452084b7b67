package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which signatures stand in an index in place of those of a shard, because samples were removed from it: a run that has that
 * shard itself must not compare it with what is left of it.
 *
 * @param keys of the signatures, by the digest of the key of the original ones; by the key itself they would be kept for good
 */
public record Replacements(Map<String, Digest> keys) {
    public static final Replacements NONE = new Replacements(Map.of());

    public Replacements {
        keys = new TreeMap<>(keys);
    }

    /** What stands in place of the signatures with this key. */
    public Optional<Digest> of(Digest original) {
        return Optional.ofNullable(keys.get(name(original)));
    }

    /** These and others, of which one may be made from what one of these made. */
    public Replacements then(Map<Digest, Digest> others) {
        Map<String, Digest> all = new TreeMap<>(keys);
        all.replaceAll((original, key) -> others.getOrDefault(key, key));
        Set<Digest> made = Set.copyOf(keys.values());
        others.forEach((original, key) -> {
            if (!made.contains(original)) {
                all.put(name(original), key);
            }
        });
        return new Replacements(all);
    }

    /** Those of both. */
    public Replacements and(Replacements other) {
        Map<String, Digest> all = new TreeMap<>(other.keys);
        all.putAll(keys);
        return new Replacements(all);
    }

    /** Those that lead to one of these keys. */
    public Replacements among(Collection<Digest> there) {
        Map<String, Digest> left = new TreeMap<>(keys);
        left.values().retainAll(Set.copyOf(there));
        return new Replacements(left);
    }

    private static String name(Digest original) {
        return Digest.of(original.hex()).hex();
    }
}

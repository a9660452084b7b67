package dev.tandem.core.diff;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds versions of data sets by what people call them. */
final class VersionFinder {
    private static final int MIN_DIGITS = 6;
    private static final int MAX_NAMED = 5;
    private static final Pattern VERSION = Pattern.compile("datasets/[^/]+/([^/]+)/([0-9a-f]{64})\\.json");

    private final ObjectStore objects;
    private final Datasets datasets;
    private final String tenant;

    VersionFinder(ObjectStore objects, Datasets datasets, String tenant) {
        this.objects = objects;
        this.datasets = datasets;
        this.tenant = tenant;
    }

    /** A version, and the name that it was published by. */
    record Found(String name, Digest version) {}

    /**
     * Finds a version.
     *
     * @param text a name (the version that was published last), {@code name@version}, or a version; of a version the first
     *     digits, six at least, are enough
     * @throws TandemException {@link ErrorCode#NOT_FOUND}, {@link ErrorCode#INVALID_ARGUMENT} where several fit
     */
    Found find(String text) {
        List<String> names = datasets.names(tenant);
        int at = text.indexOf('@');
        if (at >= 0) {
            String name = text.substring(0, at);
            if (!names.contains(name)) {
                throw unknown(text, name, names);
            }
            return version(text, "datasets/" + tenant + "/" + name + "/", text.substring(at + 1));
        }
        if (names.contains(text)) {
            return new Found(text, datasets.current(tenant, text));
        }
        if (isDigits(text)) {
            return version(text, "datasets/" + tenant + "/", text);
        }
        throw unknown(text, text, names);
    }

    private static TandemException unknown(String text, String name, List<String> names) {
        return new TandemException(ErrorCode.NOT_FOUND, "'" + text + "': there is no data set '" + name + "'; "
                + NearestName.suggest(name, names)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("give a name, name@version or a version, as './tandem sets' lists them"));
    }

    private Found version(String text, String prefix, String digits) {
        if (!isDigits(digits)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + text + "': '" + digits
                    + "' is no version; expected at least the first " + MIN_DIGITS + " of its hexadecimal digits");
        }
        List<Found> found = new ArrayList<>();
        objects.forEach(prefix, info -> {
            Matcher path = VERSION.matcher(info.key().path());
            if (path.matches() && path.group(2).startsWith(digits.toLowerCase(Locale.ROOT))) {
                found.add(new Found(path.group(1), new Digest(path.group(2))));
            }
        });
        if (found.isEmpty()) {
            throw new TandemException(
                    ErrorCode.NOT_FOUND, "There is no version '" + text + "'. './tandem sets' lists names and versions.");
        }
        if (found.size() > 1) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + text + "' fits " + found.size() + " versions: "
                    + found.stream()
                            .map(version -> version.name() + "@" + version.version())
                            .sorted()
                            .limit(MAX_NAMED)
                            .collect(Collectors.joining(", "))
                    + (found.size() > MAX_NAMED ? ", ..." : "") + ". Say which one.");
        }
        return found.getFirst();
    }

    private static boolean isDigits(String text) {
        return text.length() >= MIN_DIGITS && text.length() <= 64 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}

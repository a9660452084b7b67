package dev.tandem.core.recipe;

import dev.tandem.core.recipe.Review.OnTimeout;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the gate of a stage. */
final class ReviewParser {
    static final int MOST_SAMPLES = 10_000;

    private static final Set<String> KEYS = Set.of("sample", "timeout", "on_timeout", "min_agreement");
    private static final double AGREEMENT = 0.9;
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    private ReviewParser() {}

    static Optional<Review> parse(Node node, YamlReader reader, RecipeProblems problems) {
        if (node == null) {
            return Optional.empty();
        }
        Map<String, Node> keys = reader.mapping(node, "'review'", KEYS);
        if (!keys.containsKey("sample")) {
            problems.add(node, "'review' needs 'sample', how many samples people look at, such as review: {sample: 100}");
            return Optional.empty();
        }
        if (keys.containsKey("on_timeout") && !keys.containsKey("timeout")) {
            problems.add(keys.get("on_timeout"), "'on_timeout' needs 'timeout', such as timeout: 2d");
        }
        int sample = reader.number(keys.get("sample"), "'sample'", 1, MOST_SAMPLES).map(Double::intValue).orElse(1);
        OptionalLong timeout = keys.containsKey("timeout") ? seconds(keys.get("timeout"), reader, problems) : OptionalLong.empty();
        OnTimeout policy = keys.containsKey("on_timeout") ? policy(keys.get("on_timeout"), reader, problems) : OnTimeout.STOP;
        double agreement = keys.containsKey("min_agreement")
                ? reader.number(keys.get("min_agreement"), "'min_agreement'", 0, 1).orElse(AGREEMENT)
                : AGREEMENT;
        return Optional.of(new Review(sample, timeout, policy, agreement));
    }

    static OptionalLong seconds(Node node, YamlReader reader, RecipeProblems problems) {
        String text = reader.text(node, "'timeout'").orElse("1s");
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            problems.add(node, "'timeout' is a time such as 90s, 30m, 12h or 2d, found '" + text + "'");
            return OptionalLong.empty();
        }
        long unit = switch (time.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
        return OptionalLong.of(Long.parseLong(time.group(1)) * unit);
    }

    static OnTimeout policy(Node node, YamlReader reader, RecipeProblems problems) {
        String text = reader.text(node, "'on_timeout'").orElse("stop");
        return Arrays.stream(OnTimeout.values()).filter(policy -> policy.text().equals(text)).findFirst().orElseGet(() -> {
            problems.add(node, "'on_timeout' is " + Arrays.stream(OnTimeout.values())
                    .map(OnTimeout::text)
                    .collect(Collectors.joining(", ")) + ", found '" + text + "'");
            return OnTimeout.STOP;
        });
    }
}

package dev.tandem.core.recipe;

import dev.tandem.core.error.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML nodes as what a recipe expects, and reports what it finds instead. */
public final class YamlReader {
    private final RecipeProblems problems;

    public YamlReader(RecipeProblems problems) {
        this.problems = problems;
    }

    /** The entries of a mapping; a key that is not {@code allowed} is reported with the nearest that is. */
    public Map<String, Node> mapping(Node node, String what, Set<String> allowed) {
        Map<String, Node> entries = mapping(node, what);
        entries.keySet().stream().filter(key -> !allowed.contains(key)).forEach(key -> problems.add(
                entries.get(key), "unknown key '" + key + "' in " + what + "; " + suggestion(key, allowed)));
        return entries;
    }

    public Map<String, Node> mapping(Node node, String what) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = text(tuple.getKeyNode(), "a key of " + what).orElse("");
                if (entries.put(key, tuple.getValueNode()) != null) {
                    problems.add(tuple.getKeyNode(), "'" + key + "' stands twice in " + what);
                }
            }
        } else if (!isNull(node)) {
            problems.add(node, what + " must be a mapping (key: value), found " + kind(node));
        }
        return entries;
    }

    public List<Node> sequence(Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(node, what + " must be a list (- item), found " + kind(node));
        return List.of();
    }

    public Optional<String> text(Node node, String what) {
        if (node instanceof ScalarNode scalar && !isNull(node)) {
            return Optional.of(scalar.getValue());
        }
        problems.add(node, what + " must be text, found " + kind(node));
        return Optional.empty();
    }

    public Optional<Double> number(Node node, String what, double min, double max) {
        if (value(node) instanceof Number number && number.doubleValue() >= min && number.doubleValue() <= max) {
            return Optional.of(number.doubleValue());
        }
        problems.add(node,
                what + " must be a number from " + plain(min) + " to " + plain(max) + ", found " + describe(node));
        return Optional.empty();
    }

    /**
     * A scalar or a list of scalars as Java values: what operator parameters are bound from. A mapping, which none is,
     * is an empty one.
     */
    public Object value(Node node) {
        if (node instanceof SequenceNode sequence) {
            List<Object> values = new ArrayList<>();
            sequence.getValue().forEach(item -> values.add(value(item)));
            return values;
        }
        if (!(node instanceof ScalarNode scalar)) {
            return Map.of();
        }
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT)) {
            return integer(text);
        }
        return tag.equals(Tag.FLOAT) ? (Object) decimal(text) : text;
    }

    static String suggestion(String found, Set<String> names) {
        return NearestName.suggest(found, names)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("expected one of " + String.join(", ", names.stream().sorted().toList()));
    }

    private static Object integer(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Double.parseDouble(text);
        }
    }

    private static double decimal(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private static String describe(Node node) {
        return node instanceof ScalarNode scalar ? "'" + scalar.getValue() + "'" : kind(node);
    }

    private static String kind(Node node) {
        if (isNull(node)) {
            return "nothing";
        }
        return switch (node.getNodeType()) {
            case NodeType.MAPPING -> "a mapping";
            case NodeType.SEQUENCE -> "a list";
            case NodeType.SCALAR -> "'" + ((ScalarNode) node).getValue() + "'";
            case NodeType.ANCHOR -> "an anchor";
        };
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}

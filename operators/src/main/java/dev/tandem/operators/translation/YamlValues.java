package dev.tandem.operators.translation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.operators.translation.ForeignOperator.Nothing;
import dev.tandem.operators.translation.ForeignOperator.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML as values with the lines that they stand in. */
final class YamlValues {
    private static final int DEEPEST = 8;

    private YamlValues() {}

    /** A key of a mapping, with its value. */
    record Entry(String key, int line, Node node) {
        Object value() {
            return YamlValues.value(node, DEEPEST);
        }

        /** The entries of the value, of a mapping. */
        List<Entry> entries() {
            return YamlValues.entries(node);
        }

        boolean isEmptyMapping() {
            return node instanceof MappingNode mapping && mapping.getValue().isEmpty();
        }

        /** The items of the value, of a list. */
        Optional<List<Item>> items() {
            return node instanceof SequenceNode sequence
                    ? Optional.of(sequence.getValue().stream().map(Item::new).toList())
                    : Optional.empty();
        }
    }

    /** An item of a list. */
    record Item(Node node) {
        int line() {
            return YamlValues.line(node);
        }

        Object value() {
            return YamlValues.value(node, DEEPEST);
        }

        List<Entry> entries() {
            return YamlValues.entries(node);
        }
    }

    /**
     * The entries of a document that is a mapping; none of any other.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for what is no YAML
     */
    static List<Entry> entries(String yaml, String file) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).setMaxAliasesForCollections(10).build();
            return new Compose(settings).composeString(yaml).map(YamlValues::entries).orElse(List.of());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, file + ":" + line + ": not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, file + ": not valid YAML: " + e.getMessage(), e);
        }
    }

    private static List<Entry> entries(Node node) {
        List<Entry> entries = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Object key = value(tuple.getKeyNode(), 0);
                entries.add(new Entry(key.toString(), line(tuple.getKeyNode()), tuple.getValueNode()));
            }
        }
        return entries;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static Object value(Node node, int depth) {
        if (node instanceof SequenceNode sequence && depth > 0) {
            List<Object> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(value(item, depth - 1)));
            return items;
        }
        if (node instanceof MappingNode mapping && depth > 0) {
            List<String> fields = new ArrayList<>();
            for (NodeTuple tuple : mapping.getValue()) {
                fields.add(value(tuple.getKeyNode(), 0) + ": " + value(tuple.getValueNode(), depth - 1));
            }
            return new Unreadable("{" + String.join(", ", fields) + "}");
        }
        return node instanceof ScalarNode scalar ? scalar(scalar) : new Unreadable("...");
    }

    private static Object scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return Nothing.NOTHING;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        }
        return text;
    }

    private static Object number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            // Not a whole number in decimal; there are more kinds.
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return new Unreadable(text);
        }
    }
}

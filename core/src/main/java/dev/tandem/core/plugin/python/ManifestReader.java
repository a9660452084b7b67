package dev.tandem.core.plugin.python;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorApi;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.ParamInfo;
import dev.tandem.core.operator.ParamValues;
import dev.tandem.core.plugin.FileRefusedException;
import dev.tandem.core.recipe.RecipeProblems;
import dev.tandem.core.recipe.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the manifest of a Python operator, and says of everything that is wrong with it in which line it stands. */
final class ManifestReader {
    private static final Set<String> KEYS = Set.of(
            "api", "name", "version", "kind", "description", "script", "files", "features", "parameters", "timeout_seconds",
            "memory_mib", "media", "environment");
    private static final Set<String> LIMITS = Set.of("min", "max");
    private static final Set<String> PARAMETER_KEYS = Set.of("type", "default", "min", "max", "choices", "description");
    private static final List<String> TYPES = List.of("boolean", "int", "double", "string", "choice", "list");
    private static final String NAME = "[a-z][a-z0-9]*(_[a-z0-9]+)*";
    /** In the operators folder itself: nothing else of the machine is read. */
    private static final String FILE = "[A-Za-z0-9_][A-Za-z0-9._-]*";

    private final RecipeProblems problems;
    private final YamlReader reader;
    private final Map<String, Node> keys;
    private final Node root;

    private ManifestReader(Node root, RecipeProblems problems) {
        this.root = root;
        this.problems = problems;
        this.reader = new YamlReader(problems);
        this.keys = reader.mapping(root, "the manifest", KEYS);
    }

    /**
     * Reads a manifest.
     *
     * @param file its name; the script has the same one, with another ending, where the manifest names none
     */
    static PythonManifest read(String yaml, String file) throws FileRefusedException {
        RecipeProblems problems = new RecipeProblems(file);
        List<String> names = List.of();
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(10).build();
            Node root = new Compose(settings).composeString(yaml).orElseThrow(() -> new FileRefusedException("it is empty"));
            ManifestReader manifest = new ManifestReader(root, problems);
            names = manifest.text("name").stream().toList();
            PythonManifest read = manifest.manifest(file.substring(0, file.lastIndexOf('.')) + ".py");
            problems.throwIfAny();
            new ParamValues(read.name(), read.allParams()).of(Map.of());
            return read;
        } catch (YamlEngineException e) {
            throw new FileRefusedException("it is not valid YAML: " + e.getMessage());
        } catch (TandemException e) {
            throw new FileRefusedException(names, e.getMessage());
        }
    }

    private PythonManifest manifest(String script) {
        double api = number("api", 1, 1_000_000, -1);
        if (api >= 0 && api != OperatorApi.VERSION) {
            problem("api", "it was written for version " + (long) api + " of the operator API, this Tandem has " + OperatorApi.VERSION);
        }
        String name = named(required("name"), "an operator");
        OperatorKind kind = switch (required("kind")) {
            case "filter", "" -> OperatorKind.FILTER;
            case "mapper" -> OperatorKind.MAPPER;
            default -> {
                problem("kind", "'kind' must be filter or mapper");
                yield OperatorKind.FILTER;
            }
        };
        List<PythonManifest.Measured> features = features();
        if (features.isEmpty() == (kind == OperatorKind.FILTER)) {
            problem("features", "a filter has 'features', which it measures, and a mapper has none");
        }
        PythonManifest manifest = new PythonManifest(
                name,
                (int) number("version", 1, Integer.MAX_VALUE, 1),
                kind,
                required("description"),
                file("script", text("script").orElse(script)),
                texts("files").stream().map(one -> file("files", one)).toList(),
                features,
                parameters(),
                Duration.ofMillis((long) (1000 * number("timeout_seconds", 0.1, 60, 5))),
                (long) number("memory_mib", 64, 1 << 20, 1024) << 20,
                flag("media"),
                texts("environment"));
        checkNames(manifest);
        return manifest;
    }

    private void checkNames(PythonManifest manifest) {
        Set<String> taken = new LinkedHashSet<>();
        manifest.allParams().stream()
                .filter(param -> !taken.add(param.name()))
                .forEach(param -> problem("parameters", "two parameters are named '" + param.name() + "'"));
    }

    private List<PythonManifest.Measured> features() {
        List<PythonManifest.Measured> features = new ArrayList<>();
        mapping("features").forEach((name, node) -> {
            Map<String, Node> limits = reader.mapping(node, "the limits of '" + name + "'", LIMITS);
            features.add(new PythonManifest.Measured(named(name, "a feature"), limit(limits, "min"), limit(limits, "max")));
        });
        return features;
    }

    private Optional<Double> limit(Map<String, Node> limits, String name) {
        return Optional.ofNullable(limits.get(name))
                .flatMap(node -> reader.number(node, "'" + name + "'", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private List<ParamInfo> parameters() {
        List<ParamInfo> params = new ArrayList<>();
        mapping("parameters").forEach((name, node) -> {
            Map<String, Node> entry = reader.mapping(node, "the parameter '" + name + "'", PARAMETER_KEYS);
            String type = entry.containsKey("type") ? reader.text(entry.get("type"), "'type'").orElse("") : "string";
            if (!TYPES.contains(type)) {
                problems.add(node, "the 'type' of '" + name + "' must be one of " + String.join(", ", TYPES));
            }
            if (!entry.containsKey("default") || !entry.containsKey("description")) {
                problems.add(node, "the parameter '" + name + "' needs a 'default' and a 'description'");
            }
            params.add(new ParamInfo(
                    named(name, "a parameter"),
                    type,
                    entry.containsKey("default") ? written(reader.value(entry.get("default"))) : "",
                    limit(entry, "min").map(String::valueOf).orElse(""),
                    limit(entry, "max").map(String::valueOf).orElse(""),
                    entry.containsKey("choices") ? texts(entry.get("choices"), "'choices'") : List.of(),
                    // A script measures with all its parameters; only the limits of the manifest are applied afterwards.
                    true,
                    entry.containsKey("description") ? reader.text(entry.get("description"), "'description'").orElse("") : ""));
        });
        return params;
    }

    /** A default as a recipe would give it. */
    private static String written(Object value) {
        return value instanceof List<?> items ? String.join(",", items.stream().map(String::valueOf).toList()) : String.valueOf(value);
    }

    private Map<String, Node> mapping(String key) {
        return keys.containsKey(key) ? reader.mapping(keys.get(key), "'" + key + "'") : Map.of();
    }

    private String required(String key) {
        if (!keys.containsKey(key)) {
            problem(key, "'" + key + "' is missing");
        }
        return text(key).orElse("");
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(keys.get(key)).flatMap(node -> reader.text(node, "'" + key + "'"));
    }

    private double number(String key, double min, double max, double standard) {
        Node node = keys.get(key);
        if (node == null && standard < 0) {
            problem(key, "'" + key + "' is missing");
        }
        return node == null ? standard : reader.number(node, "'" + key + "'", min, max).orElse(standard);
    }

    private boolean flag(String key) {
        Optional<Object> value = Optional.ofNullable(keys.get(key)).map(reader::value);
        if (value.isPresent() && !(value.get() instanceof Boolean)) {
            problem(key, "'" + key + "' must be true or false");
        }
        return value.filter(Boolean.TRUE::equals).isPresent();
    }

    private List<String> texts(String key) {
        return keys.containsKey(key) ? texts(keys.get(key), "'" + key + "'") : List.of();
    }

    private List<String> texts(Node node, String what) {
        return reader.sequence(node, what).stream().flatMap(item -> reader.text(item, "one of " + what).stream()).toList();
    }

    private String named(String name, String what) {
        if (!name.isEmpty() && !name.matches(NAME)) {
            problems.add(root, "the name of " + what + " is lower-case snake case, found '" + name + "'");
        }
        return name;
    }

    private String file(String key, String name) {
        if (!name.matches(FILE) || name.equals(PythonOperator.LIBRARY)) {
            problem(key, "'" + key + "' must name a file in the operators folder itself, other than " + PythonOperator.LIBRARY
                    + ", found '" + name + "'");
        }
        return name;
    }

    private void problem(String key, String problem) {
        problems.add(keys.getOrDefault(key, root), problem);
    }
}

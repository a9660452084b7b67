package dev.tandem.core.recipe;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The presets on the class path: YAML files, one each, and beside them an index of their names, since a class path
 * cannot be listed.
 */
public final class PresetCatalog {
    /** Where the presets of a module stand; {@code index} there has their names, one a line. */
    public static final String FOLDER = "META-INF/tandem/presets/";

    private static final Set<String> KEYS = Set.of("description", "operators");

    private final Map<String, Preset> presets;

    private PresetCatalog(Map<String, Preset> presets) {
        this.presets = Collections.unmodifiableMap(presets);
    }

    /** Everything that the class loader of the calling thread sees. */
    public static PresetCatalog load() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Map<String, Preset> presets = new TreeMap<>();
        try {
            for (URL index : Collections.list(loader.getResources(FOLDER + "index"))) {
                for (String name : text(index).lines().toList()) {
                    URL file = loader.getResource(FOLDER + name + ".yaml");
                    if (file == null) {
                        throw new IllegalStateException("The preset '" + name + "' of " + index + " is missing");
                    }
                    presets.put(name, read(name, text(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PresetCatalog(presets);
    }

    private static String text(URL resource) throws IOException {
        try (InputStream in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Reads a preset; whether there are such operators is not looked at.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} with one line for each problem
     */
    static Preset read(String name, String yaml) {
        String file = "preset " + name;
        RecipeProblems problems = new RecipeProblems(file);
        YamlReader reader = new YamlReader(problems);
        Node root = RecipeParser.compose(yaml, file);
        Map<String, Node> keys = reader.mapping(root, "a preset", KEYS);
        KEYS.stream().filter(key -> !keys.containsKey(key)).forEach(key -> problems.add(root, "'" + key + "' is missing"));
        problems.throwIfAny();
        String description = reader.text(keys.get("description"), "'description'").orElse("").strip();
        List<OperatorUse> operators = new ArrayList<>();
        for (Node item : reader.sequence(keys.get("operators"), "'operators'")) {
            OperatorEntries.use(item, reader, problems).ifPresent(operators::add);
        }
        problems.throwIfAny();
        return new Preset(name, description, operators);
    }

    public Optional<Preset> find(String name) {
        return Optional.ofNullable(presets.get(name));
    }

    /** All presets, by name. */
    public Collection<Preset> all() {
        return presets.values();
    }

    Set<String> names() {
        return presets.keySet();
    }
}

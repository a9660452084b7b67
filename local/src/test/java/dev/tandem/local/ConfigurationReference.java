package dev.tandem.local;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes the page of all settings from the sources of the {@code @ConfigMapping} interfaces: names, types, defaults and Javadoc. */
final class ConfigurationReference {
    private static final String HEAD = """
            # Configuration
            Settings of the processes of Tandem. Each can be given as an environment variable, as a Java system property
            (`-Dtandem.store.bucket=...`), or in a file that `SMALLRYE_CONFIG_LOCATIONS` names. Times are written as `500ms`, `60s`, `24h`
            or `30d`, sizes as `64M`; lists have commas between their elements. `./tandem doctor` says which setting is at fault when
            something does not work. The framework's own settings (ports, logs, TLS) are those of
            [Quarkus](https://quarkus.io/guides/all-config).

            What is required has no default. On one machine (`./tandem run`) everything that is required is set by itself.
            """;
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|(?:link|linkplain|value) #?) ?([^}]*)}");

    private final Map<String, String> enums = new HashMap<>();
    private final Map<String, String> sections = new TreeMap<>();
    private final List<String> undocumented = new ArrayList<>();

    private record Source(CompilationUnitTree unit, DocTrees docs) {
        Optional<String> javadoc(Tree tree) {
            return Optional.ofNullable(docs.getDocComment(TreePath.getPath(unit, tree))).map(ConfigurationReference::markdown);
        }
    }

    /** The page for all sources below a folder. */
    static String of(Path root) throws IOException {
        ConfigurationReference reference = new ConfigurationReference();
        reference.read(root);
        if (!reference.undocumented.isEmpty()) {
            throw new AssertionError("Settings without Javadoc: " + reference.undocumented);
        }
        return HEAD + String.join("", reference.sections.values());
    }

    private void read(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(path -> path.toString().endsWith(".java") && path.toString().contains("/src/main/")).sorted().toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            List<Source> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                sources.add(new Source(unit, docs));
                collectEnums(unit);
            }
            sources.forEach(this::collectSections);
        }
    }

    private void collectEnums(CompilationUnitTree unit) {
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void unused) {
                if (type.getKind() == Tree.Kind.ENUM) {
                    enums.put(type.getSimpleName().toString(), type.getMembers().stream()
                            .filter(VariableTree.class::isInstance)
                            .map(VariableTree.class::cast)
                            .filter(constant -> constant.getType().toString().equals(type.getSimpleName().toString()))
                            .map(constant -> "`" + constant.getName().toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                            .collect(Collectors.joining(", ")));
                }
                return super.visitClass(type, unused);
            }
        }.scan(unit, null);
    }

    private void collectSections(Source source) {
        for (Tree declared : source.unit().getTypeDecls()) {
            if (declared instanceof ClassTree type) {
                argument(type.getModifiers(), "ConfigMapping").ifPresent(prefix -> {
                    StringBuilder section = new StringBuilder("\n## `" + prefix + "`\n");
                    section.append(source.javadoc(type).orElseThrow(() -> new AssertionError(prefix + " has no Javadoc"))).append('\n');
                    table(source, prefix, type, section);
                    sections.put(prefix, section.toString());
                });
            }
        }
    }

    private void table(Source source, String prefix, ClassTree type, StringBuilder out) {
        Map<String, ClassTree> groups = type.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .collect(Collectors.toMap(group -> group.getSimpleName().toString(), group -> group));
        allGroups(source).forEach(groups::putIfAbsent);
        List<MethodTree> methods = type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .filter(method -> !method.getModifiers().getFlags().contains(Modifier.DEFAULT))
                .toList();
        List<MethodTree> settings = methods.stream().filter(method -> group(groups, method).isEmpty()).toList();
        if (!settings.isEmpty()) {
            out.append("\n| setting | environment variable | type | default | meaning |\n|---|---|---|---|---|\n");
            settings.forEach(method -> out.append(row(source, prefix, method)));
        }
        for (MethodTree method : methods) {
            group(groups, method).ifPresent(group -> {
                String name = prefix + "." + kebab(method.getName().toString());
                out.append("\n### `").append(name).append("`\n");
                out.append(Stream.of(source.javadoc(method), source.javadoc(group))
                                .flatMap(Optional::stream)
                                .distinct()
                                .collect(Collectors.joining(" ")))
                        .append('\n');
                table(source, name, group, out);
            });
        }
    }

    /** All interfaces of a file, however deep. */
    private static Map<String, ClassTree> allGroups(Source source) {
        Map<String, ClassTree> groups = new HashMap<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void unused) {
                if (type.getKind() == Tree.Kind.INTERFACE) {
                    groups.put(type.getSimpleName().toString(), type);
                }
                return super.visitClass(type, unused);
            }
        }.scan(source.unit(), null);
        return groups;
    }

    private static Optional<ClassTree> group(Map<String, ClassTree> groups, MethodTree method) {
        return Optional.ofNullable(groups.get(method.getReturnType().toString())).filter(type -> type.getKind() == Tree.Kind.INTERFACE);
    }

    private String row(Source source, String prefix, MethodTree method) {
        String name = prefix + "." + kebab(method.getName().toString());
        Optional<String> meaning = source.javadoc(method);
        if (meaning.isEmpty()) {
            undocumented.add(name);
        }
        String declared = method.getReturnType().toString();
        String standard = argument(method.getModifiers(), "WithDefault")
                .map(value -> "`" + value + "`")
                .orElse(declared.startsWith("Optional") ? "none" : "required");
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return String.join(
                " | ", "| `" + name + "`", "`" + variable + "`", type(declared), standard, meaning.orElse("").replace("|", "\\|"))
                + " |\n";
    }

    private String type(String declared) {
        String type = declared.replaceAll("@\\w+\\([^)]*\\)\\s*", "");
        if (type.startsWith("Optional<")) {
            return type(type.substring("Optional<".length(), type.length() - 1));
        }
        if (type.startsWith("List<") || type.startsWith("Set<")) {
            return "list: " + type(type.substring(type.indexOf('<') + 1, type.length() - 1));
        }
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return switch (simple) {
            case "String" -> "text";
            case "int", "long", "OptionalInt", "OptionalLong", "Integer", "Long" -> "whole number";
            case "double", "OptionalDouble" -> "number";
            case "boolean", "Boolean" -> "`true` or `false`";
            case "Duration" -> "time";
            case "MemorySize" -> "size";
            case "Path" -> "path";
            default -> Optional.ofNullable(enums.get(simple)).map(values -> "one of " + values).orElse(simple);
        };
    }

    private static Optional<String> argument(ModifiersTree modifiers, String annotation) {
        for (AnnotationTree found : modifiers.getAnnotations()) {
            if (found.getAnnotationType().toString().equals(annotation)) {
                ExpressionTree argument = found.getArguments().getFirst();
                ExpressionTree value = argument instanceof AssignmentTree named ? named.getExpression() : argument;
                return Optional.of(value instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : value.toString());
            }
        }
        return Optional.empty();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String markdown(String javadoc) {
        return INLINE_TAG.matcher(javadoc.strip().replaceAll("\\s+", " ")).replaceAll("`$1`");
    }
}

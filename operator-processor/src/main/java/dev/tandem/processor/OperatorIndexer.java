package dev.tandem.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Indexes the classes annotated with {@code @OperatorName}: what the catalog, the recipe schema and the reference page
 * show.
 */
@SupportedAnnotationTypes("dev.tandem.core.operator.OperatorName")
public final class OperatorIndexer extends AbstractProcessor {
    private static final String PACKAGE = "dev.tandem.core.operator.";
    private static final List<String> KINDS =
            List.of("Reader", "Filter", "Mapper", "MediaMapper", "AttributeMapper", "Deduplicator", "SetDeduplicator",
                    "SpanDeduplicator", "Selector", "Creator", "Writer");

    private final Map<String, String> operators = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                index((TypeElement) element);
            }
        }
        if (round.processingOver() && !operators.isEmpty() && !round.errorRaised()) {
            write();
        }
        return false;
    }

    private void index(TypeElement operator) {
        AnnotationMirror declared = annotation(operator, PACKAGE + "OperatorName").orElseThrow();
        String name = value(declared, "value").toString();
        if (!name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*")) {
            error(operator, "An operator's name is lower-case snake case, found '" + name + "'");
        }
        String kind = KINDS.stream().filter(candidate -> implementsKind(operator, candidate)).findFirst().orElse("");
        if (kind.isEmpty()) {
            error(operator, "An operator implements one of " + KINDS);
        }
        JavadocText doc = JavadocText.of(processingEnv.getElementUtils().getDocComment(operator));
        if (doc.description().isEmpty()) {
            error(operator, "The operator '" + name + "' has no Javadoc; it becomes its page in the reference");
        }
        String json = "{" + String.join(", ", List.of(
                field("name", name),
                "\"version\": " + value(declared, "version"),
                field("kind", kind.replaceFirst("Media|Attribute|Set|Span", "").toUpperCase(Locale.ROOT)),
                field("className", processingEnv.getElementUtils().getBinaryName(operator).toString()),
                field("summary", doc.summary()),
                field("description", doc.description()),
                "\"params\": [" + String.join(", ", params(operator, kind)) + "]")) + "}";
        if (operators.putIfAbsent((kind.equals("Writer") ? "writer " : "") + name, json) != null) {
            error(operator, "Two operators are named '" + name + "'; only a writer may share its name, with a reader");
        }
    }

    private List<String> params(TypeElement operator, String kind) {
        Optional<TypeElement> params = operator.getEnclosedElements().stream()
                .filter(element -> element.getKind() == ElementKind.RECORD
                        && element.getSimpleName().contentEquals("Params"))
                .map(TypeElement.class::cast)
                .findFirst();
        if (params.isEmpty()) {
            error(operator, "An operator has a nested record 'Params', empty when it has no parameters");
            return List.of();
        }
        List<String> described = new ArrayList<>();
        describe(params.get(), kind, Map.of(), described);
        return described;
    }

    /** @param defaults that replace those of the settings, by name; what no setting has is an error */
    private void describe(TypeElement params, String kind, Map<String, String> defaults, List<String> described) {
        JavadocText doc = JavadocText.of(processingEnv.getElementUtils().getDocComment(params));
        Map<String, String> unused = new TreeMap<>(defaults);
        for (RecordComponentElement component : params.getRecordComponents()) {
            Optional<AnnotationMirror> group = annotation(component, PACKAGE + "SettingGroup");
            if (group.isEmpty()) {
                described.add(param(component, doc, kind, Optional.ofNullable(unused.remove(recipeName(component)))));
            } else if (processingEnv.getTypeUtils().asElement(component.asType()) instanceof TypeElement type
                    && type.getKind() == ElementKind.RECORD) {
                describe(type, kind, defaults(component, group.get()), described);
            } else {
                error(component, "A group of settings is a record, found " + component.asType());
            }
        }
        if (!unused.isEmpty()) {
            error(params, "A group has defaults for " + unused.keySet() + ", which are not in it");
        }
    }

    private Map<String, String> defaults(RecordComponentElement component, AnnotationMirror group) {
        Map<String, String> defaults = new TreeMap<>();
        for (Object given : (List<?>) value(group, "value")) {
            String[] parts = ((AnnotationValue) given).getValue().toString().split("=", 2);
            if (parts.length < 2) {
                error(component, "A default is name=value, found '" + parts[0] + "'");
                continue;
            }
            defaults.put(parts[0], parts[1]);
        }
        return defaults;
    }

    private String param(RecordComponentElement component, JavadocText doc, String kind, Optional<String> defaultValue) {
        String javaName = component.getSimpleName().toString();
        Optional<AnnotationMirror> setting = annotation(component, PACKAGE + "Setting");
        String description = doc.params().getOrDefault(javaName, "");
        if (setting.isEmpty()) {
            error(component, "The parameter '" + javaName + "' has no @Setting with its default");
            return "{}";
        }
        if (description.isEmpty()) {
            error(component, "The parameter '" + javaName + "' is not described with @param in the Javadoc of "
                    + component.getEnclosingElement().getSimpleName());
        }
        boolean ofOperator = component.getEnclosingElement().getSimpleName().contentEquals("Params");
        boolean measured = (Boolean) value(setting.get(), "measured") && (ofOperator || kind.equals("Filter"));
        if (measured && !kind.equals("Filter")) {
            error(component, "The parameter '" + javaName + "' cannot change what is measured: only filters measure");
        }
        List<String> choices = choices(component.asType());
        return "{" + String.join(", ", List.of(
                field("name", recipeName(component)),
                field("type", type(component, choices)),
                field("defaultValue", defaultValue.orElseGet(() -> value(setting.get(), "value").toString())),
                field("min", bound(value(setting.get(), "min"))),
                field("max", bound(value(setting.get(), "max"))),
                "\"choices\": [" + choices.stream().map(OperatorIndexer::quote).collect(Collectors.joining(", ")) + "]",
                "\"measured\": " + measured,
                field("description", description))) + "}";
    }

    private static String recipeName(RecordComponentElement component) {
        return component.getSimpleName().toString()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    private String type(RecordComponentElement component, List<String> choices) {
        TypeMirror type = component.asType();
        if (!choices.isEmpty()) {
            return "choice";
        }
        if (type.getKind() == TypeKind.BOOLEAN || type.getKind() == TypeKind.INT
                || type.getKind() == TypeKind.LONG || type.getKind() == TypeKind.DOUBLE) {
            return type.toString().replaceAll("@\\S+ ", "");
        }
        if (isSame(type, "java.lang.String")) {
            return "string";
        }
        boolean list = type instanceof DeclaredType declared
                && isSame(processingEnv.getTypeUtils().erasure(type), "java.util.List")
                && declared.getTypeArguments().size() == 1
                && isSame(declared.getTypeArguments().getFirst(), "java.lang.String");
        if (!list) {
            error(component,
                    "A parameter is a boolean, int, long, double, String, enum or List<String>, found " + type);
        }
        return list ? "list" : "";
    }

    private boolean isSame(TypeMirror type, String name) {
        TypeMirror named = processingEnv.getElementUtils().getTypeElement(name).asType();
        return processingEnv.getTypeUtils().isSameType(type, processingEnv.getTypeUtils().erasure(named));
    }

    private List<String> choices(TypeMirror type) {
        Element element = processingEnv.getTypeUtils().asElement(type);
        if (element == null || element.getKind() != ElementKind.ENUM) {
            return List.of();
        }
        return element.getEnclosedElements().stream()
                .filter(constant -> constant.getKind() == ElementKind.ENUM_CONSTANT)
                .map(constant -> constant.getSimpleName().toString().toLowerCase(Locale.ROOT))
                .toList();
    }

    private boolean implementsKind(TypeElement operator, String kind) {
        TypeElement type = processingEnv.getElementUtils().getTypeElement(PACKAGE + kind);
        return type != null && processingEnv.getTypeUtils().isAssignable(operator.asType(), type.asType());
    }

    private static Optional<AnnotationMirror> annotation(Element element, String name) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> mirror.getAnnotationType().toString().equals(name))
                .map(AnnotationMirror.class::cast)
                .findFirst();
    }

    private Object value(AnnotationMirror annotation, String member) {
        return processingEnv.getElementUtils().getElementValuesWithDefaults(annotation).entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals(member))
                .findFirst()
                .orElseThrow()
                .getValue()
                .getValue();
    }

    private static String bound(Object value) {
        double number = (Double) value;
        if (Double.isInfinite(number)) {
            return "";
        }
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private void write() {
        try (Writer out = processingEnv.getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/tandem/operators.json")
                .openWriter()) {
            out.write("[\n" + String.join(",\n", operators.values()) + "\n]\n");
        } catch (IOException e) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "Could not write the operator index: " + e);
        }
    }

    private void error(Element where, String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, where);
    }

    private static String field(String name, String value) {
        return quote(name) + ": " + quote(value);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(c < ' ' ? ' ' : c);
            }
        }
        return quoted.append('"').toString();
    }
}

package dev.tandem.core.operator;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The reference page of operators, in Markdown, from what the catalog knows of them. */
public final class OperatorReference {
    private OperatorReference() {}

    /** One section for each operator, by kind and name; the same catalog gives the same page. */
    public static String markdown(OperatorCatalog catalog) {
        StringBuilder page = new StringBuilder("""
                # Operators

                What a recipe can name. Numbers of text are in Unicode code points. Ranges include their ends.
                Where a parameter changes what is measured, `./tandem what-if` cannot tell what another value would do.
                This page is made from the operators themselves; a test says how, when it is out of date.
                """);
        for (OperatorKind kind : OperatorKind.values()) {
            List<OperatorInfo> operators = Stream.of(catalog.all(), catalog.writers().all())
                    .flatMap(Collection::stream)
                    .filter(info -> info.kind() == kind)
                    .toList();
            if (!operators.isEmpty()) {
                page.append("\n## ").append(title(kind)).append('\n');
                operators.forEach(info -> section(info, page));
            }
        }
        return page.toString();
    }

    private static void section(OperatorInfo info, StringBuilder page) {
        page.append("\n### `").append(info.name()).append("`\n\n").append(info.description()).append("\n\n");
        page.append("Version ").append(info.version()).append(". ");
        if (info.params().isEmpty()) {
            page.append("No parameters.\n");
            return;
        }
        page.append("Parameters:\n\n| Name | Type | Default | Range | Meaning |\n|---|---|---|---|---|\n");
        for (ParamInfo param : info.params()) {
            page.append("| `").append(param.name()).append("` | ")
                    .append(param.type()).append(" | ")
                    .append(fallback(param)).append(" | ")
                    .append(range(param)).append(" | ")
                    .append(cell(param.description()))
                    .append(param.measured() ? " (changes what is measured)" : "")
                    .append(" |\n");
        }
    }

    private static String fallback(ParamInfo param) {
        if (param.defaultValue().equals("Infinity") || param.defaultValue().equals("-Infinity")) {
            return "no limit";
        }
        return param.defaultValue().isEmpty() ? "empty" : "`" + cell(param.defaultValue()) + "`";
    }

    private static String range(ParamInfo param) {
        if (!param.choices().isEmpty()) {
            return "`" + String.join("`, `", param.choices()) + "`";
        }
        if (param.min().isEmpty() && param.max().isEmpty()) {
            return "";
        }
        return param.max().isEmpty()
                ? "from " + param.min()
                : param.min().isEmpty() ? "to " + param.max() : param.min() + " to " + param.max();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String title(OperatorKind kind) {
        String name = kind.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + "s";
    }
}

package dev.tandem.operators.readers;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/**
 * Data tables as text: rows by line feeds, cells by tabs, the header row first. Known are {@code table} elements with a
 * header row, and grids of elements whose header cells carry the class {@code table-header}, as Java's own documentation
 * has them. Tables for layout are left to be read as text.
 */
final class HtmlTable {
    private static final int MAX_CELL = 400;

    private HtmlTable() {}

    static Optional<Part.Text> of(Element element) {
        if (element.nameIs("table")) {
            return part(rows(element), caption(element));
        }
        if (element.className().contains("summary-table") || element.className().contains("details-table")) {
            return part(grid(element), gridCaption(element));
        }
        return Optional.empty();
    }

    private static List<List<String>> rows(Element table) {
        List<Element> rows = table.select("tr").stream().filter(row -> row.closest("table") == table).toList();
        boolean layout = rows.isEmpty() || rows.getFirst().select("> th").isEmpty() || table.selectFirst("table table, img") != null;
        if (layout) {
            return List.of();
        }
        return rows.stream().map(row -> row.select("> th, > td").stream().map(HtmlTable::cell).toList()).toList();
    }

    private static List<List<String>> grid(Element grid) {
        List<Element> cells = grid.children();
        int columns = (int) cells.stream().filter(cell -> cell.hasClass("table-header")).count();
        List<List<String>> rows = new ArrayList<>();
        if (columns > 0 && cells.size() % columns == 0) {
            for (int i = 0; i < cells.size(); i += columns) {
                rows.add(cells.subList(i, i + columns).stream().map(HtmlTable::cell).toList());
            }
        }
        return rows;
    }

    /** A table of data has two columns or more, a header and a row, all of one width. */
    private static Optional<Part.Text> part(List<List<String>> rows, String caption) {
        if (rows.size() < 2 || rows.getFirst().size() < 2 || rows.stream().anyMatch(row -> row.size() != rows.getFirst().size())) {
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>();
        attributes.put(PartAttributes.ROLE, PartAttributes.TABLE);
        if (!caption.isEmpty()) {
            attributes.put(PartAttributes.CAPTION, caption);
        }
        return Optional.of(new Part.Text(
                rows.stream().map(row -> String.join("\t", row)).collect(Collectors.joining("\n")), attributes));
    }

    private static String caption(Element table) {
        Element caption = table.selectFirst("> caption");
        return caption == null ? "" : caption.text().strip();
    }

    private static String gridCaption(Element grid) {
        Element previous = grid.previousElementSibling();
        return previous != null && previous.hasClass("caption") ? previous.text().strip() : "";
    }

    private static String cell(Element cell) {
        String text = cell.text().replaceAll("\\s+", " ").strip();
        return text.length() > MAX_CELL ? text.substring(0, MAX_CELL) + "…" : text;
    }
}

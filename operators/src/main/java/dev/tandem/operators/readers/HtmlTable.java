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
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * Data tables as text: rows by line feeds, cells by tabs, the header row first. Known are {@code table} elements with a
 * header row, and grids of elements whose header cells carry the class {@code table-header}, as Java's own
 * documentation has them. Tables for layout are left to be read as text.
 */
final class HtmlTable {
    private static final int MAX_CELL = 400;

    private final MainContent content;

    HtmlTable(MainContent content) {
        this.content = content;
    }

    Optional<Part.Text> of(Element element) {
        if (element.nameIs("table")) {
            Rows rows = new Rows();
            NodeTraversor.filter(rows, element);
            return rows.layout ? Optional.empty() : part(rows.cells(), rows.caption);
        }
        if (element.className().contains("summary-table") || element.className().contains("details-table")) {
            Element previous = element.previousElementSibling();
            boolean captioned = previous != null && previous.hasClass("caption");
            return part(grid(element), captioned ? Optional.of(previous) : Optional.empty());
        }
        return Optional.empty();
    }

    private List<List<Element>> grid(Element grid) {
        List<Element> cells = grid.children();
        int columns = (int) cells.stream().filter(cell -> cell.hasClass("table-header")).count();
        List<List<Element>> rows = new ArrayList<>();
        if (columns > 0 && cells.size() % columns == 0) {
            for (int i = 0; i < cells.size(); i += columns) {
                rows.add(cells.subList(i, i + columns));
            }
        }
        return rows;
    }

    /** A table of data has two columns or more, a header and a row, all of one width. */
    private Optional<Part.Text> part(List<List<Element>> rows, Optional<Element> caption) {
        boolean data = rows.size() >= 2
                && rows.getFirst().size() >= 2
                && rows.stream().allMatch(row -> row.size() == rows.getFirst().size());
        if (!data) {
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>();
        attributes.put(PartAttributes.ROLE, PartAttributes.TABLE);
        caption.map(content::text)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> attributes.put(PartAttributes.CAPTION, text));
        return Optional.of(new Part.Text(
                rows.stream()
                        .map(row -> row.stream().map(this::cell).collect(Collectors.joining("\t")))
                        .collect(Collectors.joining("\n")),
                attributes));
    }

    private String cell(Element cell) {
        String text = content.text(cell);
        return text.length() > MAX_CELL ? Excerpt.first(text, MAX_CELL) + "…" : text;
    }

    /** Rows of a table element; another table or an image inside says that it is there for layout. */
    private final class Rows implements NodeFilter {
        private final List<Element> rows = new ArrayList<>();
        private Optional<Element> caption = Optional.empty();
        private boolean layout;

        @Override
        public FilterResult head(Node node, int depth) {
            if (!(node instanceof Element element) || depth == 0) {
                return FilterResult.CONTINUE;
            }
            if (content.isLeftOut(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (element.nameIs("tr")) {
                rows.add(element);
                layout |= rows.size() == 1 && element.children().stream().noneMatch(cell -> cell.nameIs("th"));
            } else if (element.nameIs("caption") && depth == 1) {
                caption = Optional.of(element);
            }
            layout |= element.nameIs("table") || element.nameIs("img");
            return layout ? FilterResult.STOP : FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            return FilterResult.CONTINUE;
        }

        List<List<Element>> cells() {
            return rows.stream()
                    .map(row -> row.children().stream()
                            .filter(cell -> cell.nameIs("th") || cell.nameIs("td"))
                            .toList())
                    .toList();
        }
    }
}

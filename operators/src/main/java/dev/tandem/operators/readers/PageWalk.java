package dev.tandem.operators.readers;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/** Walks an element in reading order and makes parts of it: text, tables, images. */
final class PageWalk {
    private static final int SURROUNDING = 150;
    /** Pages are outlined with lists of sections, too; these are no items of a list to a reader. */
    private static final Set<String> OUTLINE = Set.of("section", "article", "h1", "h2", "h3", "h4", "h5", "h6");

    private final MainContent content;
    private final HtmlTable tables;
    private final PageImages images;
    private final List<Part> parts = new ArrayList<>();
    private final TextFlow text = new TextFlow();
    private Optional<SampleFailedException> failure = Optional.empty();

    PageWalk(MainContent content, PageImages images) {
        this.content = content;
        this.tables = new HtmlTable(content);
        this.images = images;
    }

    List<Part> parts() throws SampleFailedException {
        NodeTraversor.filter(new Visitor(), content.root());
        if (failure.isPresent()) {
            throw failure.get();
        }
        flush();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Media media) {
                parts.set(i, withSurrounding(media, i));
            }
        }
        return parts;
    }

    private void flush() {
        String collected = text.take();
        if (!collected.isEmpty()) {
            parts.add(new Part.Text(collected));
        }
    }

    private void image(Element element) throws SampleFailedException {
        Optional<PageImages.Image> found = images.find(element.attr("src"));
        if (found.isEmpty()) {
            return;
        }
        PageImages.Image image = found.get();
        flush();
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, PartAttributes.ALT, element.attr("alt"));
        put(attributes, PartAttributes.CAPTION, caption(element));
        attributes.put(PartAttributes.URL, image.path());
        parts.add(new Part.Media(Modality.IMAGE, image.type(), image.content(), attributes));
    }

    private String caption(Element image) {
        Element figure = image.closest("figure");
        Element caption = figure == null ? null : figure.selectFirst("figcaption");
        return caption == null ? image.attr("title") : content.text(caption);
    }

    private Part.Media withSurrounding(Part.Media media, int index) {
        String before = index > 0 && parts.get(index - 1) instanceof Part.Text text ? text.text() : "";
        String after = index + 1 < parts.size() && parts.get(index + 1) instanceof Part.Text text ? text.text() : "";
        String around = (Excerpt.last(before, SURROUNDING) + " " + Excerpt.first(after, SURROUNDING))
                .replaceAll("\\s+", " ")
                .strip();
        Map<String, String> attributes = new TreeMap<>(media.attributes());
        put(attributes, PartAttributes.SURROUNDING, around);
        return new Part.Media(media.modality(), media.mediaType(), media.content(), attributes);
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        String clean = value.replaceAll("\\s+", " ").strip();
        if (!clean.isEmpty()) {
            attributes.put(name, clean);
        }
    }

    private final class Visitor implements NodeFilter {
        private int preformatted;

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode content) {
                if (preformatted > 0) {
                    text.verbatim(content.getWholeText());
                } else {
                    text.words(content.text());
                }
            } else if (node instanceof Element element) {
                return element(element);
            }
            return FilterResult.CONTINUE;
        }

        private FilterResult element(Element element) {
            if (content.isLeftOut(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (element.nameIs("img")) {
                try {
                    image(element);
                    return FilterResult.SKIP_ENTIRELY;
                } catch (SampleFailedException e) {
                    failure = Optional.of(e);
                    return FilterResult.STOP;
                }
            }
            Optional<Part.Text> table = tables.of(element);
            if (table.isPresent()) {
                flush();
                parts.add(table.get());
                return FilterResult.SKIP_ENTIRELY;
            }
            if (element.nameIs("li")) {
                text.listItem();
            } else if (element.nameIs("br")) {
                text.lineBreak();
            } else if (element.isBlock()) {
                text.paragraphBreak();
            }
            if (OUTLINE.contains(element.normalName())) {
                text.endItem();
            }
            preformatted += element.nameIs("pre") ? 1 : 0;
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                preformatted -= element.nameIs("pre") ? 1 : 0;
                if (element.nameIs("li")) {
                    text.endItem();
                } else if (element.isBlock() && !element.nameIs("br")) {
                    text.paragraphBreak();
                }
            }
            return FilterResult.CONTINUE;
        }
    }
}

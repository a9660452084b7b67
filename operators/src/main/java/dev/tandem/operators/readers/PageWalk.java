package dev.tandem.operators.readers;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.Selector;

/** Walks an element in reading order and makes parts of it: text, tables, images. */
final class PageWalk {
    private static final int SURROUNDING = 150;
    /** Pages are outlined with lists of sections, too; these are no items of a list to a reader. */
    private static final Evaluator OUTLINE = Selector.evaluatorOf("section, article, h1, h2, h3, h4, h5, h6");

    private final Pages pages;
    private final String page;
    private final List<Part> parts = new ArrayList<>();
    private final TextFlow text = new TextFlow();
    private int missingImages;

    PageWalk(Pages pages, String page) {
        this.pages = pages;
        this.page = page;
    }

    List<Part> parts(Element main) {
        NodeTraversor.filter(new Visitor(), main);
        flush();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Media media) {
                parts.set(i, withSurrounding(media, i));
            }
        }
        return parts;
    }

    int missingImages() {
        return missingImages;
    }

    private void flush() {
        String collected = text.take();
        if (!collected.isEmpty()) {
            parts.add(new Part.Text(collected));
        }
    }

    private void image(Element element) {
        Optional<String> path = LinkPath.resolve(page, element.attr("src"));
        Optional<byte[]> bytes = path.flatMap(pages::resource);
        Optional<String> type = bytes.flatMap(ImageType::of);
        if (type.isEmpty()) {
            missingImages++;
            return;
        }
        flush();
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, PartAttributes.ALT, element.attr("alt"));
        put(attributes, PartAttributes.CAPTION, caption(element));
        attributes.put(PartAttributes.URL, path.get());
        parts.add(new Part.Media(Modality.IMAGE, type.get(), MediaContent.of(bytes.get()), attributes));
    }

    private static String caption(Element image) {
        Element figure = image.closest("figure");
        Element caption = figure == null ? null : figure.selectFirst("figcaption");
        return caption == null ? image.attr("title") : caption.text();
    }

    private Part.Media withSurrounding(Part.Media media, int index) {
        String before = index > 0 && parts.get(index - 1) instanceof Part.Text text ? text.text() : "";
        String after = index + 1 < parts.size() && parts.get(index + 1) instanceof Part.Text text ? text.text() : "";
        String around = (before.substring(Math.max(0, before.length() - SURROUNDING)) + " "
                        + after.substring(0, Math.min(SURROUNDING, after.length())))
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
            if (element.nameIs("img")) {
                image(element);
                return FilterResult.SKIP_ENTIRELY;
            }
            Optional<Part.Text> table = HtmlTable.of(element);
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
            if (element.is(OUTLINE)) {
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

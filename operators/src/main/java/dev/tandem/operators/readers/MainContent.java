package dev.tandem.operators.readers;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * What a page is for, without navigation and other boilerplate: the element that the page declares as its main one,
 * else the one with the most text in paragraphs. Found in one walk, in time linear in the size of the page: pages can
 * be nested so that anything else takes hours. That is why no selectors are used: they look for the root of each
 * element.
 */
final class MainContent {
    private static final Set<String> NEVER =
            Set.of("script", "style", "noscript", "template", "iframe", "nav", "footer",
            "aside", "form", "button", "input", "select", "dialog");
    private static final Set<String> NEVER_ROLES = Set.of("navigation", "search", "banner", "contentinfo");
    private static final Set<String> NO_LINK_LIST = Set.of("img", "table", "p", "pre");
    private static final Set<String> PROSE = Set.of("p", "pre", "blockquote");
    private static final Set<String> LISTS = Set.of("ul", "ol", "div");
    private static final Set<String> BOXES = Set.of("div", "section", "td");
    private static final Pattern BOILERPLATE = Pattern.compile(
            "(^|[-_ ])(nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|skip|toc|toolbar|banner|cookies?|adverts?"
                    + "|share|social)([-_ ]|$)",
            Pattern.CASE_INSENSITIVE);
    private static final double LINKS = 0.8;
    private static final int MANY_LINKS = 5;

    private final Set<Element> leftOut = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Element root;

    MainContent(Document document) {
        Walk walk = new Walk(document.body());
        NodeTraversor.filter(walk, document.body());
        root = walk.declared
                .or(() -> walk.articles == 1 ? walk.article : Optional.empty())
                .orElse(walk.densest);
    }

    /** The element that holds the content; its descendants can be {@link #isLeftOut left out}. */
    Element root() {
        return root;
    }

    boolean isLeftOut(Element element) {
        return element != root && leftOut.contains(element);
    }

    /** Text of an element on one line, without what is left out. */
    String text(Element element) {
        StringBuilder text = new StringBuilder();
        NodeTraversor.filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (node instanceof TextNode content) {
                    text.append(content.getWholeText());
                } else if (node instanceof Element inner) {
                    if (isLeftOut(inner)) {
                        return FilterResult.SKIP_ENTIRELY;
                    }
                    text.append(inner.isBlock() ? " " : "");
                }
                return FilterResult.CONTINUE;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                text.append(node instanceof Element inner && inner.isBlock() ? " " : "");
                return FilterResult.CONTINUE;
            }
        }, element);
        return text.toString().replaceAll("\\s+", " ").strip();
    }

    /** What an element contains; lengths are in characters that are not white space. */
    private static final class Contained {
        private int text;
        private int linkText;
        private int links;
        private int prose;
        private boolean noLinkList;
    }

    private final class Walk implements NodeFilter {
        private final Element body;
        private final Deque<Contained> open = new ArrayDeque<>();
        private Optional<Element> declared = Optional.empty();
        private Optional<Element> article = Optional.empty();
        private int articles;
        private int inLinks;
        /** The box whose own paragraphs hold the most text; all of the body where that is less than half. */
        private Element densest;
        private int densestProse;

        Walk(Element body) {
            this.body = body;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode content) {
                int length = (int) content.getWholeText().chars().filter(c -> !Character.isWhitespace(c)).count();
                open.getLast().text += length;
                open.getLast().linkText += inLinks > 0 ? length : 0;
            } else if (node instanceof Element element) {
                if (element != body && isBoilerplate(element)) {
                    leftOut.add(element);
                    return FilterResult.SKIP_ENTIRELY;
                }
                open.addLast(new Contained());
                inLinks += isLink(element) ? 1 : 0;
                if (declared.isEmpty() && (element.nameIs("main") || element.attr("role").equals("main"))) {
                    declared = Optional.of(element);
                }
                if (element.nameIs("article")) {
                    article = Optional.of(element);
                    articles++;
                }
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                Contained contained = open.removeLast();
                boolean link = isLink(element);
                inLinks -= link ? 1 : 0;
                judge(element, contained);
                if (!open.isEmpty()) {
                    Contained parent = open.getLast();
                    parent.text += contained.text;
                    parent.linkText += contained.linkText;
                    parent.links += contained.links + (link ? 1 : 0);
                    parent.noLinkList |= contained.noLinkList || NO_LINK_LIST.contains(element.normalName());
                    parent.prose += PROSE.contains(element.normalName()) ? contained.text : 0;
                }
            }
            return FilterResult.CONTINUE;
        }

        private void judge(Element element, Contained contained) {
            boolean mostlyLinks = contained.links >= MANY_LINKS && contained.linkText > LINKS * contained.text;
            if (mostlyLinks && !contained.noLinkList && LISTS.contains(element.normalName())) {
                leftOut.add(element);
            }
            if (contained.prose > densestProse && BOXES.contains(element.normalName())) {
                densest = element;
                densestProse = contained.prose;
            }
            if (element == body && densestProse <= contained.text / 2) {
                densest = body;
            }
        }
    }

    private static boolean isLink(Element element) {
        return element.nameIs("a") && element.hasAttr("href");
    }

    private static boolean isBoilerplate(Element element) {
        return NEVER.contains(element.normalName())
                || NEVER_ROLES.contains(element.attr("role"))
                || element.hasAttr("hidden")
                || element.attr("aria-hidden").equals("true")
                || BOILERPLATE.matcher((element.className() + " " + element.id()).strip()).find();
    }
}

package dev.tandem.operators.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * Finds the element of a page that holds what the page is for, without navigation and other boilerplate: the element that
 * the page declares as its main one, else the one with the most text in paragraphs. Every walk visits a node once, so that
 * the time grows with the page and not with its depth.
 */
final class MainContent {
    private static final Set<String> NEVER_TAGS = Set.of(
            "script", "style", "noscript", "template", "iframe", "nav", "footer", "aside", "form", "button", "input", "select",
            "dialog");
    private static final Set<String> NEVER_ROLES = Set.of("navigation", "search", "banner", "contentinfo");
    /** Words in class names and ids. */
    private static final Set<String> BOILERPLATE = Set.of(
            "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "footer", "sidebar", "skip", "toc", "toolbar",
            "banner", "cookie", "cookies", "advert", "adverts", "share", "social");
    private static final String WORD_BREAKS = "-_ \t\n\r\f";

    private MainContent() {}

    /** Changes the document: what is left of the returned element is content. */
    static Element of(Document document) {
        removeBoilerplate(document.body());
        Element main = document.selectFirst("main, [role=main]");
        if (main == null) {
            List<Element> articles = document.select("article");
            main = articles.size() == 1 ? articles.getFirst() : densest(document.body());
        }
        LinkLists.in(main).forEach(Node::remove);
        return main;
    }

    private static void removeBoilerplate(Element body) {
        List<Element> found = new ArrayList<>();
        NodeTraversor.filter(
                (NodeFilter) (node, depth) -> {
                    if (node != body && node instanceof Element element && isBoilerplate(element)) {
                        found.add(element);
                        return NodeFilter.FilterResult.SKIP_ENTIRELY;
                    }
                    return NodeFilter.FilterResult.CONTINUE;
                },
                body);
        found.forEach(Node::remove);
    }

    private static boolean isBoilerplate(Element element) {
        if (NEVER_TAGS.contains(element.normalName())) {
            return true;
        }
        if (element.attributesSize() == 0) {
            return false;
        }
        return element.hasAttr("hidden")
                || "true".equals(element.attr("aria-hidden"))
                || NEVER_ROLES.contains(element.attr("role"))
                || isNamedBoilerplate(element.className())
                || isNamedBoilerplate(element.id());
    }

    private static boolean isNamedBoilerplate(String names) {
        StringTokenizer words = new StringTokenizer(names, WORD_BREAKS);
        while (words.hasMoreTokens()) {
            if (BOILERPLATE.contains(words.nextToken().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** The element whose own paragraphs hold the most text; the body where no element holds most of it. */
    private static Element densest(Element body) {
        int all = body.text().length();
        Element best = body;
        int least = all;
        for (Element candidate : body.select("div, section, td")) {
            int own = candidate.children().stream()
                    .filter(child -> child.nameIs("p") || child.nameIs("pre") || child.nameIs("blockquote"))
                    .mapToInt(child -> child.text().length())
                    .sum();
            if (own > all / 2) {
                int whole = candidate.text().length();
                if (whole <= least) {
                    best = candidate;
                    least = whole;
                }
            }
        }
        return best;
    }
}

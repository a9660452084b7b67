package dev.tandem.operators.readers;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Finds the element of a page that holds what the page is for, without navigation and other boilerplate: the element that
 * the page declares as its main one, else the one with the most text in paragraphs.
 */
final class MainContent {
    private static final String NEVER = "script, style, noscript, template, iframe, nav, footer, aside, form, button, input,"
            + " select, dialog, [hidden], [aria-hidden=true], [role=navigation], [role=search], [role=banner], [role=contentinfo]";
    private static final Pattern BOILERPLATE = Pattern.compile(
            "(^|[-_ ])(nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|skip|toc|toolbar|banner|cookies?|adverts?|share|social)"
                    + "([-_ ]|$)",
            Pattern.CASE_INSENSITIVE);
    private static final double LINKS = 0.8;
    private static final int MANY_LINKS = 5;

    private MainContent() {}

    /** Changes the document: what is left of the returned element is content. */
    static Element of(Document document) {
        document.select(NEVER).remove();
        for (Element element : List.copyOf(document.body().getAllElements())) {
            String names = element.className() + " " + element.id();
            if (element != document.body() && BOILERPLATE.matcher(names.strip()).find()) {
                element.remove();
            }
        }
        Element main = document.selectFirst("main, [role=main]");
        if (main == null) {
            List<Element> articles = document.select("article");
            main = articles.size() == 1 ? articles.getFirst() : densest(document.body());
        }
        for (Element list : List.copyOf(main.select("ul, ol, div"))) {
            if (list.hasParent() && isLinkList(list)) {
                list.remove();
            }
        }
        return main;
    }

    private static boolean isLinkList(Element element) {
        if (element.selectFirst("img, table, p, pre") != null) {
            return false;
        }
        List<Element> links = element.select("a[href]");
        int text = element.text().length();
        return links.size() >= MANY_LINKS && text > 0 && links.stream().mapToInt(link -> link.text().length()).sum() > LINKS * text;
    }

    /** The element whose own paragraphs hold the most text; the body where no element holds most of it. */
    private static Element densest(Element body) {
        int all = body.text().length();
        Element best = body;
        for (Element candidate : body.select("div, section, td")) {
            int own = candidate.children().stream()
                    .filter(child -> child.nameIs("p") || child.nameIs("pre") || child.nameIs("blockquote"))
                    .mapToInt(child -> child.text().length())
                    .sum();
            if (own > all / 2 && candidate.text().length() <= best.text().length()) {
                best = candidate;
            }
        }
        return best;
    }
}

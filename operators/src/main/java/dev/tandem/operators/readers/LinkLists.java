package dev.tandem.operators.readers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** Finds lists that are hardly more than links: menus that are not marked as such. Counts everything in one walk. */
final class LinkLists implements NodeVisitor {
    private static final Set<String> LISTS = Set.of("ul", "ol", "div");
    /** What a list of links does not hold. */
    private static final Set<String> CONTENT = Set.of("img", "table", "p", "pre");
    /** Share of a list's text that stands in links. */
    private static final double LINKS = 0.8;
    private static final int MANY_LINKS = 5;

    private final Deque<Tally> open = new ArrayDeque<>();
    private final List<Element> found = new ArrayList<>();

    private LinkLists() {}

    /** The outermost come last; to remove them all, the order does not matter. */
    static List<Element> in(Element root) {
        LinkLists lists = new LinkLists();
        NodeTraversor.traverse(lists, root);
        return lists.found;
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof Element element) {
            boolean link = element.nameIs("a") && element.hasAttr("href");
            Tally tally = new Tally(link || (!open.isEmpty() && open.peek().inLink));
            tally.links = link ? 1 : 0;
            tally.content = CONTENT.contains(element.normalName()) || saysTable(element);
            open.push(tally);
        } else if (node instanceof TextNode text && !open.isEmpty()) {
            int characters = visible(text.getWholeText());
            open.peek().characters += characters;
            open.peek().linked += open.peek().inLink ? characters : 0;
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            Tally tally = open.pop();
            if (LISTS.contains(element.normalName()) && tally.isLinkList()) {
                found.add(element);
            }
            if (!open.isEmpty()) {
                open.peek().add(tally);
            }
        }
    }

    /** Tables are made of other elements as well; their cells are often links. */
    private static boolean saysTable(Element element) {
        return element.attributesSize() > 0 && element.className().contains("table");
    }

    private static int visible(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += Character.isWhitespace(text.charAt(i)) ? 0 : 1;
        }
        return count;
    }

    /** What stands inside an element. */
    private static final class Tally {
        private final boolean inLink;
        private int links;
        private int characters;
        private int linked;
        private boolean content;

        Tally(boolean inLink) {
            this.inLink = inLink;
        }

        void add(Tally child) {
            links += child.links;
            characters += child.characters;
            linked += child.linked;
            content |= child.content;
        }

        boolean isLinkList() {
            return !content && links >= MANY_LINKS && characters > 0 && linked > LINKS * characters;
        }
    }
}

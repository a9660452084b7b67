package dev.tandem.operators.readers;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths of links, resolved inside an archive or folder. */
final class LinkPath {
    private LinkPath() {}

    static boolean isInside(String path) {
        return !path.startsWith("/") && !path.contains("\\") && !("/" + path + "/").contains("/../")
                && path.indexOf('\0') < 0
                && !path.matches("[A-Za-z]:.*");
    }

    /** Where a link of a page leads; empty for links to elsewhere and for those that leave the input. */
    static Optional<String> resolve(String page, String link) {
        String path = link.strip();
        int end = path.length();
        for (char stop : new char[] {'?', '#'}) {
            int at = path.indexOf(stop);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        path = path.substring(0, end);
        if (path.isEmpty() || path.startsWith("/") || path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return Optional.empty();
        }
        try {
            path = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Deque<String> segments = new ArrayDeque<>();
        String folder = page.contains("/") ? page.substring(0, page.lastIndexOf('/') + 1) : "";
        for (String segment : (folder + path).split("/")) {
            if (segment.equals("..")) {
                if (segments.isEmpty()) {
                    return Optional.empty();
                }
                segments.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String resolved = String.join("/", segments);
        return isInside(resolved) && !resolved.isEmpty() ? Optional.of(resolved) : Optional.empty();
    }
}

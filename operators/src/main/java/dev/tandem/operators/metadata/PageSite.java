package dev.tandem.operators.metadata;

import com.google.common.net.InternetDomainName;
import java.util.Locale;

/**
 * Where on the net a page is, in small letters.
 *
 * @param domain what its owner registered, such as {@code example.co.uk}; empty for addresses of numbers and other names
 * @param host the whole name, such as {@code www.example.co.uk}
 */
record PageSite(String domain, String host) {
    private static final int LONGEST_HOST = 253;

    static PageSite of(String url) {
        String host = host(url).toLowerCase(Locale.ROOT);
        return new PageSite(domain(host), host);
    }

    /** By the public suffix list, but for what it says of domains that their owners rent out. */
    private static String domain(String host) {
        String rest = host.substring(Math.max(0, host.length() - LONGEST_HOST));
        while (!rest.isEmpty() && !InternetDomainName.isValid(rest)) {
            // A name that is wrong further left is of the same domain.
            int period = rest.indexOf('.');
            rest = period < 0 ? "" : rest.substring(period + 1);
        }
        if (rest.isEmpty()) {
            return "";
        }
        InternetDomainName name = InternetDomainName.from(rest);
        return name.isUnderRegistrySuffix() ? name.topDomainUnderRegistrySuffix().toString() : "";
    }

    private static String host(String url) {
        String rest = url.substring(start(url));
        String authority = rest.substring(0, first(rest, "/?#"));
        String address = authority.substring(authority.lastIndexOf('@') + 1);
        if (address.startsWith("[") && address.indexOf(']') > 0) {
            return address.substring(0, address.indexOf(']') + 1);
        }
        String host = address.substring(0, first(address, ":")).strip().replaceAll("[\u3002\uff0e\uff61]", ".");
        int end = host.length();
        while (end > 0 && host.charAt(end - 1) == '.') {
            end--;
        }
        return host.substring(0, end);
    }

    /** Behind the two slashes, where a scheme stands before them, or nothing. */
    private static int start(String url) {
        int slashes = url.indexOf("//");
        if (slashes < 0) {
            return 0;
        }
        boolean afterScheme = slashes > 1 && url.charAt(slashes - 1) == ':'
                && url.chars().limit(slashes - 1).allMatch(PageSite::isOfScheme);
        return slashes == 0 || afterScheme ? slashes + 2 : 0;
    }

    private static boolean isOfScheme(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    }

    private static int first(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}

package dev.tandem.operators.pii;

import dev.tandem.operators.text.english.Tokens;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells public IPv4 addresses from those of private and reserved networks (IANA special-purpose registry). */
final class PublicAddress {
    /** A regular expression of one number of an address. */
    static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)";
    private static final Pattern ADDRESS = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);

    /** Networks that are not public: address and length of the prefix. */
    private static final List<Network> RESERVED = List.of(
            new Network("0.0.0.0", 8), new Network("10.0.0.0", 8), new Network("100.64.0.0", 10),
            new Network("127.0.0.0", 8),
            new Network("169.254.0.0", 16), new Network("172.16.0.0", 12), new Network("192.0.0.0", 29),
            new Network("192.0.0.170", 31), new Network("192.0.2.0", 24), new Network("192.168.0.0", 16),
            new Network("198.18.0.0", 15), new Network("198.51.100.0", 24), new Network("203.0.113.0", 24),
            new Network("240.0.0.0", 4));

    private PublicAddress() {}

    /** All public addresses of a text; what is around an address does not matter, so that one may be part of more numbers. */
    static Tokens all(String text) {
        Tokens found = new Tokens(8);
        if (text.indexOf('.') < 0) {
            return found;
        }
        Matcher matcher = ADDRESS.matcher(text);
        while (matcher.find()) {
            if (is(matcher.group())) {
                found.add(matcher.start(), matcher.end());
            }
        }
        return found;
    }

    /** An address with leading zeros is none. */
    static boolean is(String address) {
        for (String part : address.split("\\.")) {
            if (part.length() > 1 && part.charAt(0) == '0') {
                return false;
            }
        }
        long value = value(address);
        return RESERVED.stream().noneMatch(network -> network.contains(value));
    }

    private static long value(String address) {
        long value = 0;
        for (String part : address.split("\\.")) {
            value = value << 8 | Long.parseLong(part);
        }
        return value;
    }

    private record Network(String address, int prefix) {
        boolean contains(long other) {
            return value(address) >> (32 - prefix) == other >> (32 - prefix);
        }
    }
}

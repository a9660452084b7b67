package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model server is, and how much of the work it gets.
 *
 * @param target {@code host:port}
 * @param weight 1 to 999; one of weight 2 has twice as many requests under way as one of weight 1
 */
public record EndpointAddress(String target, int weight) {
    private static final Pattern FORM = Pattern.compile("((?!https?:)[^\\s*]+:\\d{1,5})(?:\\*([1-9]\\d{0,2}))?");

    /** @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for an address of another form */
    public static EndpointAddress parse(String address) {
        Matcher matcher = FORM.matcher(address);
        if (!matcher.matches()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The model server '" + address + "' in tandem.inference.endpoint"
                    + " is not an address. Expected host:port (gRPC, without http://), or several with commas between them, each with"
                    + " '*' and a weight if it shall get more than others, as in host:port*2.");
        }
        return new EndpointAddress(matcher.group(1), matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2)));
    }

    /** Those of several, without their weights. */
    public static List<String> targets(List<String> addresses) {
        return addresses.stream().map(address -> parse(address).target()).toList();
    }
}

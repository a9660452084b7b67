package dev.tandem.services.gateway.access;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Callers by their tokens, of which only digests are held. */
final class StaticTokens {
    private static final int SHORTEST = 20;

    private final List<Caller> callers;

    private record Caller(String name, Digest token) {}

    private StaticTokens(List<Caller> callers) {
        this.callers = List.copyOf(callers);
    }

    /**
     * Reads a file of names and tokens.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} with the line at fault, but never with a token
     */
    static StaticTokens read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw invalid(file, "cannot be read (" + e + ")", e);
        }
        List<Caller> callers = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+");
            if (words.length != 2 || words[1].length() < SHORTEST) {
                throw invalid(
                        file, "is wrong in line " + number + ": expected a name, a space, and a token of at least " + SHORTEST
                                + " characters, found " + words.length + " words", null);
            }
            callers.add(new Caller(words[0], digest(words[1])));
        }
        if (callers.isEmpty()) {
            throw invalid(file, "names nobody, so that nobody could call", null);
        }
        return new StaticTokens(callers);
    }

    /** The name of the caller whose token it is. Takes as long for a wrong token as for a right one. */
    Optional<String> caller(String token) {
        byte[] digest = digest(token).hex().getBytes(StandardCharsets.US_ASCII);
        Optional<String> found = Optional.empty();
        for (Caller caller : callers) {
            if (MessageDigest.isEqual(digest, caller.token().hex().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(caller.name());
            }
        }
        return found;
    }

    private static Digest digest(String token) {
        return Digest.of(token.getBytes(StandardCharsets.UTF_8));
    }

    private static TandemException invalid(Path file, String what, IOException cause) {
        return new TandemException(
                ErrorCode.INVALID_ARGUMENT, "The file of tokens '" + file + "' " + what
                        + ". Correct it, or TANDEM_GATEWAY_ACCESS_TOKENS_FILE.", cause);
    }
}

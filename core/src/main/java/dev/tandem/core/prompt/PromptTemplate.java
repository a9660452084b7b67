package dev.tandem.core.prompt;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A prompt with variables, {@code {{name}}} in its text. A version of an id is one text for good. Values take the places of variables
 * and are not looked into again; text of others is quoted ({@link Quotation}).
 */
public final class PromptTemplate {
    /** Raised whenever the same template and values would become another prompt. */
    private static final int RENDERING = 1;
    /** Characters of a template. */
    static final int MOST_CHARACTERS = 20_000;
    /** Characters of all values of a prompt together. */
    private static final int MOST_VALUE_CHARACTERS = 1 << 20;
    private static final Pattern REFERENCE = Pattern.compile("[a-z][a-z0-9_]{0,62}@[1-9][0-9]{0,5}");
    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final String id;
    private final int version;
    private final String description;
    private final Map<String, PromptKind> variables;
    private final String text;
    private final List<Piece> pieces;

    private sealed interface Piece {
        record Literal(String text) implements Piece {}

        record Variable(String name) implements Piece {}
    }

    /**
     * A prompt.
     *
     * @param variables by name; all but pictures must stand in the text
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} when text and variables do not fit each other
     */
    public PromptTemplate(String id, int version, String description, Map<String, PromptKind> variables, String text) {
        this.id = id;
        this.version = version;
        this.description = description;
        this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        this.text = text;
        require(isReference(reference()), "'id' must be lower case letters, digits and '_', and 'version' a number from 1");
        require(text.length() <= MOST_CHARACTERS, "a text of at most " + MOST_CHARACTERS + " characters");
        this.pieces = pieces(text);
        Set<String> used = new HashSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Variable(String name)) {
                require(variables.containsKey(name), "the text has {{" + name + "}}, which 'variables' does not name");
                require(variables.get(name) != PromptKind.IMAGE, "the picture {{" + name + "}} cannot stand in the text");
                used.add(name);
            }
        }
        variables.forEach((name, kind) -> {
            require(VARIABLE.matcher(name).matches(), "the variable '" + name + "' must be lower case letters, digits and '_'");
            require(kind == PromptKind.IMAGE || used.contains(name), "the variable '" + name + "' does not stand in the text");
        });
    }

    /** Whether something is {@code <id>@<version>}. */
    public static boolean isReference(String reference) {
        return REFERENCE.matcher(reference).matches();
    }

    public String id() {
        return id;
    }

    public int version() {
        return version;
    }

    public String description() {
        return description;
    }

    public Map<String, PromptKind> variables() {
        return variables;
    }

    public String text() {
        return text;
    }

    /** {@code <id>@<version>}. */
    public String reference() {
        return id + "@" + version;
    }

    /** Names all that decides what becomes of values. */
    public Digest digest() {
        return Digest.of(Json.bytes(List.of(RENDERING, id, version, List.copyOf(variables.entrySet()), text)));
    }

    /**
     * Looks whether somebody can fill the prompt in.
     *
     * @param offered the variables that there will be
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when it has others, or of another type
     */
    public void require(Map<String, PromptKind> offered) {
        variables.forEach((name, kind) -> {
            if (offered.get(name) != kind) {
                throw new TandemException(ErrorCode.INVALID_RECIPE, "The prompt '" + reference() + "' has the variable '" + name + "' ("
                        + kind.word() + "); expected are only " + offered + ". Name another prompt, or add one with these.");
            }
        });
    }

    /**
     * The prompt with values in the places of its variables.
     *
     * @throws IllegalArgumentException when a value is missing, is of another type, or is of no variable
     * @throws SampleFailedException {@link ErrorCode#TOO_LARGE} when the values are too long
     */
    public Prompt render(Map<String, PromptValue> values) throws SampleFailedException {
        if (!values.keySet().equals(variables.keySet())) {
            throw new IllegalArgumentException("the prompt " + reference() + " has the variables " + variables.keySet()
                    + ", found values of " + values.keySet());
        }
        List<Prompt.Image> images = new ArrayList<>();
        Map<String, String> shown = new LinkedHashMap<>();
        long characters = 0;
        for (Map.Entry<String, PromptKind> variable : variables.entrySet()) {
            PromptValue value = values.get(variable.getKey());
            if (value.kind() != variable.getValue()) {
                throw new IllegalArgumentException("the variable '" + variable.getKey() + "' of " + reference() + " is "
                        + variable.getValue().word() + ", found " + value.kind().word());
            }
            String text = shown(variable.getKey(), value, images);
            characters += text.length();
            shown.put(variable.getKey(), text);
        }
        if (characters > MOST_VALUE_CHARACTERS) {
            throw new SampleFailedException(ErrorCode.TOO_LARGE, "The values of the prompt " + reference() + " take " + characters
                    + " characters, more than " + MOST_VALUE_CHARACTERS);
        }
        StringBuilder prompt = new StringBuilder();
        if (values.values().stream().anyMatch(value -> value.kind() == PromptKind.TEXT || value.kind() == PromptKind.LIST)) {
            prompt.append(Quotation.EXPLANATION).append("\n\n");
        }
        for (Piece piece : pieces) {
            prompt.append(switch (piece) {
                case Piece.Literal(String literal) -> literal;
                case Piece.Variable(String name) -> shown.get(name);
            });
        }
        return new Prompt(prompt.toString(), images);
    }

    private String shown(String name, PromptValue value, List<Prompt.Image> images) {
        return switch (value) {
            case PromptValue.Text(String quoted) -> Quotation.of(name, quoted);
            case PromptValue.Texts(List<String> quoted) -> Quotation.of(name, quoted);
            case PromptValue.Number(double number) -> BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            case PromptValue.Words(String words) -> words;
            case PromptValue.Images(List<Prompt.Image> pictures) -> {
                images.addAll(pictures);
                yield "";
            }
        };
    }

    private List<Piece> pieces(String text) {
        List<Piece> found = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
            int close = text.indexOf("}}", open);
            require(close > 0, "a '{{' without '}}'");
            found.add(new Piece.Literal(text.substring(from, open)));
            found.add(new Piece.Variable(text.substring(open + 2, close).strip()));
            from = close + 2;
        }
        found.add(new Piece.Literal(text.substring(from)));
        return List.copyOf(found);
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The prompt '" + id + "' is not valid: " + what + ".");
        }
    }
}

package dev.tandem.core.recipe;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The value of one parameter outside of a recipe, written as there: {@code 0.5}, {@code true}, {@code [en, de]}. */
public final class ParameterText {
    private static final int MAX_CHARACTERS = 10_000;

    private ParameterText() {}

    /**
     * Reads a value.
     *
     * @param parameter named in messages
     * @return a boolean, a number, a string or a list of these
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for what is no YAML
     */
    public static Object value(String parameter, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw invalid(parameter, "a value has at most " + MAX_CHARACTERS + " characters, found " + text.length());
        }
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(parameter).setMaxAliasesForCollections(10).build();
            Node node = new Compose(settings)
                    .composeString(text)
                    .filter(found -> !YamlReader.isNull(found))
                    .orElseThrow(() -> invalid(parameter, "expected a value as in a recipe, found nothing"));
            return new YamlReader(new RecipeProblems(parameter)).value(node);
        } catch (YamlEngineException e) {
            throw invalid(parameter, "expected a value as in a recipe, such as 0.5, true or [en, de]; found '" + text + "'");
        }
    }

    private static TandemException invalid(String parameter, String message) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + parameter + "': " + message);
    }
}

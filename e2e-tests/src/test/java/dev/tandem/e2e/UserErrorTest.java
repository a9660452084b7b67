package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot work is told in one message: what was found, what was expected, what to do. */
@OnSharedServer
class UserErrorTest {
    private static final int BAD_INPUT = 2;
    private static final int BAD_COMMAND_LINE = 64;

    @TempDir
    Path folder;

    private TandemHome tandem;
    private Path rows;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running server) {
        tandem = server.client();
        rows = Recipes.write(folder.resolve("rows.jsonl"), "{\"text\": \"a good row\"}\n");
    }

    @Test
    void everythingWrongInARecipeIsToldWithItsLine() {
        Path recipe = Recipes.write(folder.resolve("wrong.yaml"), """
                name: wrong
                stages:
                  - operators:
                      - jsonl:
                      - text_lenght: {min_len: 3}
                      - words: {min_nun: 3}
                      - text_length: {min_len: lots}
                """);
        assertThat(failing(BAD_INPUT, "run", recipe, "--input", rows, "--output", folder.resolve("o")))
                .contains(
                        "INVALID_RECIPE",
                        "wrong.yaml:5: unknown operator 'text_lenght'; did you mean 'text_length'?",
                        "wrong.yaml:6: 'words': unknown parameter 'min_nun'; did you mean 'min_num'?",
                        "wrong.yaml:7: 'text_length': parameter 'min_len' must be a number, found 'lots'");
        assertThat(failing(BAD_INPUT, "apply", recipe, "--input", rows, "--output", folder.resolve("o")))
                .contains("wrong.yaml:5:", "wrong.yaml:6:", "wrong.yaml:7:");
    }

    @Test
    void invalidYamlIsToldWithItsLine() {
        Path recipe = Recipes.write(folder.resolve("broken.yaml"), "name: a\nstages: [\n  - x: }\n");
        assertThat(failing(BAD_INPUT, "run", recipe, "--input", rows, "--output", folder.resolve("o")))
                .contains("INVALID_RECIPE", "broken.yaml:3: not valid YAML");
    }

    @Test
    void missingFilesAreNamed() {
        Path recipe = Recipes.reading(folder, "jsonl", "");
        assertThat(failing(BAD_INPUT, "run", recipe, "--input", folder.resolve("nothere"), "--output", folder.resolve("o")))
                .contains("INVALID_ARGUMENT", "There is no file or folder", "nothere");
        assertThat(failing(BAD_INPUT, "run", folder.resolve("no.yaml"), "--input", rows, "--output", folder.resolve("o")))
                .contains("INVALID_ARGUMENT", "There is no recipe", "no.yaml", "Give the path of a YAML file");
        assertThat(failing(BAD_INPUT, "apply", recipe, "--input", folder.resolve("nothere"), "--output", folder.resolve("o")))
                .contains("There is no file or folder", "nothere");
    }

    @Test
    void outputFolderThatCannotBeWrittenIsToldBeforeAnyWork() {
        Path recipe = Recipes.reading(folder, "jsonl", "");
        // The tests may run as root, whom no permission stops.
        assertThat(failing(BAD_INPUT, "run", recipe, "--input", rows, "--output", rows))
                .contains("OUTPUT_NOT_WRITABLE", "rows.jsonl", "Give another folder with --output")
                .doesNotContain("[####");
        assertThat(failing(BAD_INPUT, "apply", recipe, "--input", rows, "--output", rows.resolve("below")))
                .contains("OUTPUT_NOT_WRITABLE");
    }

    @Test
    void unknownRunsAndSamplesAreToldWithWhatToDo() {
        for (String command : new String[] {"status", "cancel", "pause", "resume"}) {
            assertThat(failing(BAD_INPUT, command, "no-such-run")).contains("NOT_FOUND", "no-such-run", "./tandem runs");
        }
        assertThat(failing(BAD_INPUT, "status", "../../etc")).contains("INVALID_ARGUMENT", "../../etc");
        assertThat(failing(BAD_INPUT, "why", "0123456789abcdef")).contains("NOT_FOUND", "0123456789abcdef", "Give an id");
    }

    @Test
    void badCommandLinesSayWhatIsExpected() {
        assertThat(failing(BAD_COMMAND_LINE, "frobnicate")).contains("frobnicate", "Did you mean: tandem");
        assertThat(failing(BAD_COMMAND_LINE, "run", "recipe.yaml")).contains("Missing required options", "--input", "--output");
        assertThat(failing(BAD_COMMAND_LINE, "runs", "--limit", "many")).contains("--limit", "many");
        assertThat(failing(BAD_INPUT, "runs", "--limit", "0")).contains("INVALID_ARGUMENT", "from 1 to 1000");
    }

    @Test
    void addressWhereNothingListensIsNamed() {
        Outcome outcome = tandem.run("runs", "--address", "http://127.0.0.1:1");
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("SERVICE_UNAVAILABLE", "http://127.0.0.1:1", "check the address, or leave");
        assertThat(failing(BAD_INPUT, "runs", "--address", "no url")).contains("INVALID_ARGUMENT", "no url", "is not a URL");
        assertThat(failing(BAD_INPUT, "runs", "--address", "localhost:8080")).contains("INVALID_ARGUMENT", "such as http://");
    }

    private String failing(int exitCode, Object... command) {
        Outcome outcome = tandem.run(command);
        assertThat(outcome.exitCode()).as(outcome.text()).isEqualTo(exitCode);
        assertThat(outcome.text()).doesNotContain("\tat ", "Exception in thread", "a defect of Tandem");
        return outcome.text();
    }
}

package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.prompt.PromptCatalog;
import dev.tandem.core.prompt.PromptFile;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptTemplate;
import dev.tandem.core.prompt.PromptValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The prompts that operators ask models with. */
@Command(
        name = "prompts",
        description = "List, show, render, add or compare prompts: what operators ask models that write.",
        subcommands = ComparePromptsCommand.class)
final class PromptsCommand {
    @ParentCommand
    private TandemCommand tandem;

    TandemCommand tandem() {
        return tandem;
    }

    /** What a program is told of a prompt. */
    record Told(String reference, String description, Map<String, PromptKind> variables, String digest, String text) {
        static Told of(PromptTemplate template) {
            return new Told(
                    template.reference(), template.description(), template.variables(), template.digest().hex(), template.text());
        }
    }

    @Command(name = "list", description = "List the prompts that Tandem comes with.")
    int list(@Option(names = "--stored", description = "Those of the gateway's store as well.") boolean stored) {
        List<Told> prompts = stored
                ? tandem.gateway().prompts()
                : PromptCatalog.builtIn().references().stream().map(name -> Told.of(PromptCatalog.builtIn().require(name))).toList();
        if (tandem.json()) {
            tandem.printJson(prompts);
        } else {
            TextTable table = new TextTable("prompt", "variables", "description");
            prompts.forEach(prompt -> table.add(
                    prompt.reference(), String.join(", ", prompt.variables().keySet()), prompt.description()));
            tandem.out().print(table);
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Show a prompt that Tandem comes with, or one in a file.")
    int show(@Parameters(index = "0", paramLabel = "PROMPT", description = "Id and version, such as recaption@1, or a file.") String prompt)
            throws IOException {
        PromptTemplate template = template(prompt);
        if (tandem.json()) {
            tandem.printJson(Told.of(template));
        } else {
            tandem.out().println(template.reference() + " (" + template.digest().abbreviated() + "): " + template.description() + "\n");
            template.variables().forEach((name, kind) -> tandem.out().println(name + ": " + kind.word()));
            tandem.out().println("\n" + template.text());
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    @Command(name = "render", description = "Print a prompt as a model would be given it, without the form of its answer.")
    int render(
            @Parameters(index = "0", paramLabel = "PROMPT", description = "Id and version, or a file.") String prompt,
            @Option(names = "--value", paramLabel = "NAME=VALUE", description = "The value of a variable; of a list, lines; of a picture, a"
                    + " file.") Map<String, String> given)
            throws IOException {
        PromptTemplate template = template(prompt);
        Map<String, PromptValue> values = new TreeMap<>();
        for (Map.Entry<String, String> value : (given == null ? Map.<String, String>of() : given).entrySet()) {
            PromptKind kind = template.variables().get(value.getKey());
            if (kind != null) {
                values.put(value.getKey(), value(kind, value.getValue()));
            }
        }
        try {
            Prompt rendered = template.render(values);
            tandem.out().println(rendered.text());
            rendered.images().forEach(image -> tandem.out().println("(" + image.mediaType() + ", " + image.bytes().length + " bytes)"));
        } catch (IllegalArgumentException | SampleFailedException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, e.getMessage() + ". Give each variable with --value NAME=VALUE.", e);
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    private static PromptValue value(PromptKind kind, String value) throws IOException {
        return switch (kind) {
            case TEXT -> new PromptValue.Text(value);
            case LIST -> new PromptValue.Texts(value.lines().toList());
            case WORDS -> new PromptValue.Words(value);
            case NUMBER -> new PromptValue.Number(Double.parseDouble(value));
            case IMAGE -> new PromptValue.Images(List.of(new Prompt.Image("image", Files.readAllBytes(Path.of(value)))));
        };
    }

    @Command(name = "add", description = "Store a prompt for all services. A version that is there never changes.")
    int add(
            @Parameters(index = "0", paramLabel = "FILE", description = "YAML with id, version, description, variables and text.")
                    Path file)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "There is no file '" + file + "'");
        }
        Told added = tandem.gateway().addPrompt(Files.readAllBytes(file));
        if (tandem.json()) {
            tandem.printJson(added);
        } else {
            tandem.out().println(added.reference() + " is stored.");
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    private static PromptTemplate template(String prompt) throws IOException {
        Path file = Path.of(prompt);
        return Files.isRegularFile(file) ? PromptFile.read(prompt, Files.readString(file)) : PromptCatalog.builtIn().require(prompt);
    }
}

package dev.tandem.cli;

import dev.tandem.core.comparison.PairedEstimate;
import dev.tandem.core.comparison.PromptComparison;
import dev.tandem.core.comparison.PromptComparison.Side;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.ParameterText;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tries two prompts on the same samples. */
@Command(name = "compare", description = "Try two prompts on the same samples: what they make, refuse and cost, and which is better.")
final class ComparePromptsCommand implements Callable<Integer> {
    @ParentCommand
    private PromptsCommand prompts;

    @Parameters(index = "0", paramLabel = "PROMPT", description = "Id and version, such as recaption@1.")
    private String first;

    @Parameters(index = "1", paramLabel = "PROMPT", description = "Another one with the same variables.")
    private String second;

    @Option(names = "--input", required = true, arity = "1..*", paramLabel = "PATH", description = "Files and folders to read.")
    private List<Path> inputs;

    @Option(names = "--reader", paramLabel = "NAME", defaultValue = "images", description = "What reads them. Default: ${DEFAULT-VALUE}.")
    private String reader;

    @Option(names = "--operator", paramLabel = "NAME", description = "The mapper that asks. Default: the id of the first prompt.")
    private String operator;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter of the mapper, such as model=llava.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--sample", paramLabel = "N", defaultValue = "50", description = "Samples, about. Default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(names = "--judge", paramLabel = "MODEL", description = "A model that says which text is better; several vote.")
    private List<String> judges = List.of();

    @Option(names = "--question", paramLabel = "TEXT", description = "What the judge is told that texts are for.")
    private String question = "";

    @Option(names = "--measure", paramLabel = "NAME", description = "A number to measure of texts, such as text_length.text_len.")
    private String measure = "";

    @Option(names = "--budget", paramLabel = "NAME=N", description = "What may be spent, such as calls=500; prices such as read_price=0.5.")
    private List<String> budget = List.of();

    @Override
    public Integer call() {
        TandemCommand tandem = prompts.tandem();
        Map<String, Object> parameters = new TreeMap<>();
        settings.forEach((name, text) -> parameters.put(name, ParameterText.value(name, text)));
        GatewayClient gateway = tandem.gateway();
        Digest input = new Upload(gateway).send(inputs);
        Map<String, Object> asked = new TreeMap<>(Map.of(
                "a", first, "b", second, "operator", operator == null ? first.split("@")[0] : operator, "parameters", parameters,
                "reader", reader, "input", input, "samples", samples, "judges", judges));
        asked.put("question", question);
        asked.put("measure", measure);
        asked.put("budget", budget);
        PromptComparison compared = gateway.comparePrompts(asked);
        if (tandem.json()) {
            tandem.printJson(compared);
        } else {
            tandem.out().print(text(compared));
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    static String text(PromptComparison compared) {
        TextTable table = new TextTable("", compared.a().prompt(), compared.b().prompt()).right(1, 2);
        row(table, compared, "samples with texts", side -> number(side.stands()));
        row(table, compared, "refused", side -> number(side.refused()));
        row(table, compared, "texts", side -> number(side.texts()));
        row(table, compared, "length", side -> decimal(side.meanLength()));
        row(table, compared, "different words", side -> decimal(side.distinctWords()));
        row(table, compared, "different pairs of words", side -> decimal(side.distinctPairs()));
        row(table, compared, "calls", side -> number(side.calls()));
        row(table, compared, "tokens read", side -> number(side.readTokens()));
        row(table, compared, "tokens written", side -> number(side.writtenTokens()));
        row(table, compared, "cost", side -> decimal(side.cost()));
        row(table, compared, "cost for each sample", side -> decimal(side.costForEach()));
        compared.judged().ifPresent(judged -> {
            table.add("judged better", number(judged.a()), number(judged.b()));
            table.add("ties, unjudged", number(judged.ties()), number(judged.unjudged()));
        });
        compared.measured().ifPresent(measured -> table.add(measured.of(), decimal(measured.a()), decimal(measured.b())));
        StringBuilder out = new StringBuilder(
                compared.operator() + ", " + number(compared.samples()) + " samples, " + number(compared.callsMade()) + " calls made now\n"
                        + table + "\n");
        line(out, compared, "Yield", compared.gain());
        compared.judged().ifPresent(judged -> line(out, compared, "Preference", judged.preference()));
        compared.measured().ifPresent(measured -> line(out, compared, measured.of(), measured.gain()));
        refusals(out, compared.a());
        refusals(out, compared.b());
        return out.toString();
    }

    private static void row(TextTable table, PromptComparison compared, String name, Function<Side, String> cell) {
        table.add(name, cell.apply(compared.a()), cell.apply(compared.b()));
    }

    private static void line(StringBuilder out, PromptComparison compared, String what, Optional<PairedEstimate> gain) {
        out.append(gain.map(estimate -> String.format(
                        Locale.ROOT, "%s: %+.3f %sfor %s over %d samples%s%n", what, estimate.mean(),
                        estimate.margin().isPresent() ? String.format(Locale.ROOT, "+- %.3f ", estimate.margin().getAsDouble()) : "",
                        compared.b().prompt(), estimate.samples(), estimate.isCertain() ? "" : ", no more than chance"))
                .orElse(what + ": nothing to compare\n"));
    }

    private static void refusals(StringBuilder out, Side side) {
        side.refusals().forEach((code, count) -> out.append(String.format(Locale.ROOT, "%s: %s %,d times%n", side.prompt(), code, count)));
        if (!side.firstRefusal().isEmpty()) {
            out.append(side.prompt()).append(": ").append(side.firstRefusal()).append('\n');
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String decimal(OptionalDouble number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%.4g", number.getAsDouble()) : "-";
    }
}

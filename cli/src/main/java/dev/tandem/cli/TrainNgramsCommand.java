package dev.tandem.cli;

import dev.tandem.operators.text.ngram.TrainNgrams;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes a language model for {@code perplexity} of one's own text, in this process. */
@Command(
        name = "train-ngrams",
        description = {
            "Make a language model for the operator 'perplexity' of text that you think good: n-grams of words with Kneser-Ney"
                    + " smoothing. Runs in this process, without a server, and holds all n-grams in memory.",
            "Recipes name the model by its folder's name: perplexity: {lang: en} asks for ngram_en."
        })
final class TrainNgramsCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description = "Where the model and its contract are written, such as .tandem/models/ngram_en.")
    private Path folder;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "Files in UTF-8, a sentence or a paragraph a line.")
    private List<Path> texts;

    @Option(names = "--order", paramLabel = "N", description = "Words of the longest n-grams, 1 to 10; default: ${DEFAULT-VALUE}.")
    private int order = 5;

    @Option(
            names = "--prune",
            paramLabel = "N",
            description = "Leave out n-grams of three and more words that occur so often or less; default: ${DEFAULT-VALUE},"
                    + " which does well for some gigabytes of text; 0 keeps all.")
    private int prune = 1;

    /** What a program is told. */
    record Trained(String folder, List<Integer> ngrams) {}

    @Override
    public Integer call() {
        List<Integer> sizes = TrainNgrams.train(folder, order, prune, texts);
        if (tandem.json()) {
            tandem.printJson(new Trained(folder.toString(), sizes));
        } else {
            for (int i = 0; i < sizes.size(); i++) {
                tandem.out().println(Summary.number(sizes.get(i)) + " n-grams of " + (i + 1));
            }
            tandem.out().flush();
        }
        return ExitCode.OK;
    }
}

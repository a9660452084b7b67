package dev.tandem.cli;

import dev.tandem.core.evaluation.EvaluationFile.Fields;
import java.util.List;
import picocli.CommandLine.Option;

/** What the fields of an evaluation set are called in its file. */
final class EvaluationFields {
    @Option(names = "--id-field", paramLabel = "FIELD", defaultValue = "id",
            description = "Names an item in verdicts; default: ${DEFAULT-VALUE}, or the number of the line.")
    private String id;

    @Option(names = "--query-field", paramLabel = "FIELD", defaultValue = "query",
            description = "What a model is asked; default: ${DEFAULT-VALUE}.")
    private String query;

    @Option(names = "--label-field", paramLabel = "FIELD", defaultValue = "label",
            description = "The right answer, or a list of right ones; default: ${DEFAULT-VALUE}.")
    private String label;

    @Option(names = "--image-field", paramLabel = "FIELD", defaultValue = "image",
            description = "A picture, or a list of pictures, as paths from the folder of the file; default: ${DEFAULT-VALUE}.")
    private String image;

    @Option(names = "--slice", paramLabel = "FIELD",
            description = "Tells items apart, such as their source or length; may be given several times.")
    private List<String> slices = List.of();

    String image() {
        return image;
    }

    Fields fields() {
        return new Fields(id, query, label, slices);
    }
}

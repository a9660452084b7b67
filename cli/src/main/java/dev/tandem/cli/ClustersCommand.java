package dev.tandem.cli;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.duplicates.StepClusters;
import dev.tandem.core.duplicates.StepClusters.Cluster;
import dev.tandem.core.duplicates.StepClusters.Spans;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows the duplicates that a run found. */
@Command(name = "clusters", description = "Show the clusters of duplicates that a run found: sizes, similarities, and the largest.")
final class ClustersCommand implements Callable<Integer> {
    private static final int TEXT_CHARACTERS = 100;

    @ParentCommand
    private TandemCommand tandem;

    @Parameters(index = "0", paramLabel = "RUN", description = "Name of the run.")
    private String run;

    @Option(
            names = "--largest",
            paramLabel = "N",
            description = "Clusters of each step to show, at most 100; default: ${DEFAULT-VALUE}.")
    private int largest = 10;

    @Override
    public Integer call() {
        List<StepClusters> steps = tandem.gateway().clusters(run, largest);
        if (tandem.json()) {
            tandem.printJson(steps);
        } else if (steps.isEmpty()) {
            tandem.out().println("No step of this run has removed duplicates yet.");
        } else {
            steps.forEach(step -> print(tandem.out(), step));
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, StepClusters step) {
        if (step.spans().isPresent()) {
            print(out, step, step.spans().get());
            return;
        }
        out.println(step.stage() + " \u00b7 " + step.operator() + ": of " + Summary.number(step.samples()) + " samples, "
                + Summary.number(step.members()) + " are in " + Summary.number(step.clusters()) + " clusters, "
                + Summary.number(step.merged()) + " did not stay.");
        out.println(Summary.number(step.buckets().pairs()) + " pairs were compared, "
                + Summary.number(step.buckets().similar()) + " of them are duplicates"
                + (step.buckets().capped() == 0
                        ? "."
                        : "; " + Summary.number(step.buckets().capped()) + " buckets were too large for all pairs."));
        step.quality().ifPresent(quality -> out.println(quality.text()));
        out.println();
        TextTable sizes = new TextTable("samples in a cluster", "clusters").right(1);
        for (int i = 0; i < step.sizes().size(); i++) {
            sizes.add(ClusterSummary.sizesOf(i), Summary.number(step.sizes().get(i)));
        }
        out.println(sizes);
        similarities(out, step.similarities());
        step.largest().forEach(cluster -> print(out, cluster));
    }

    private static void print(PrintWriter out, StepClusters step, Spans spans) {
        out.println(step.stage() + " \u00b7 " + step.operator() + ": of " + Summary.number(step.samples()) + " samples, "
                + Summary.number(spans.samples()) + " have spans that stand elsewhere as well, "
                + Summary.number(spans.dropped()) + " did not stay."
                + (spans.reported() ? " Nothing was cut (remove: false); the report marks what would be." : ""));
        if (!spans.most().isEmpty()) {
            out.println();
            out.println("Most of it is repeated in:");
        }
        spans.most().forEach(sample -> {
            out.println(String.format(Locale.ROOT, "  %5.1f%%  %s  %s%s", 100 * sample.ratio(), sample.sample().abbreviated(),
                    sample.source(), sample.stays() ? "" : "  (did not stay)"));
            if (!sample.text().isEmpty()) {
                out.println("      " + oneLine(sample.text()));
            }
        });
        out.println();
    }

    private static void similarities(PrintWriter out, List<Long> counts) {
        if (!counts.isEmpty()) {
            double bin = 1.0 / counts.size();
            TextTable table = new TextTable("similarity to the kept sample", "samples").right(1);
            IntStream.range(0, counts.size())
                    .filter(i -> counts.get(i) > 0)
                    .forEach(i -> table.add(
                            String.format(Locale.ROOT, "%.2f to %.2f", i * bin, (i + 1) * bin), Summary.number(counts.get(i))));
            out.println(table);
        }
    }

    private static void print(PrintWriter out, Cluster cluster) {
        out.println("Cluster " + cluster.smallest().abbreviated() + ", " + Summary.number(cluster.size()) + " samples:");
        cluster.examples().forEach(member -> {
            String similarity = member.similarity().isPresent()
                    ? String.format(Locale.ROOT, "%.3f", member.similarity().getAsDouble())
                    : "     ";
            out.println("  " + (member.stays() ? "stays " : "merged") + "  " + member.sample().abbreviated() + "  "
                    + (member.stays() ? "     " : similarity) + "  " + member.source()
                    + member.earlier().map(ClustersCommand::text).orElse(""));
            if (!member.text().isEmpty()) {
                out.println("      " + oneLine(member.text()));
            }
        });
        out.println();
    }

    private static String text(StepClusters.Earlier earlier) {
        String dataset = earlier.dataset().isEmpty() ? "" : " of '" + earlier.dataset() + "'";
        return "  (earlier" + dataset + (earlier.run().isEmpty() ? "" : ", run " + earlier.run()) + ")";
    }

    private static String oneLine(String text) {
        String line = text.lines().map(String::strip).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        return line.length() <= TEXT_CHARACTERS ? line : line.substring(0, TEXT_CHARACTERS) + "\u2026";
    }
}

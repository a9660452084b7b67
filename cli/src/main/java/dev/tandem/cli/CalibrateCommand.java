package dev.tandem.cli;

import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.calibration.Calibration.Better;
import dev.tandem.core.calibration.Calibration.FeatureCurve;
import dev.tandem.core.calibration.Calibration.Point;
import dev.tandem.core.calibration.Calibration.Proposal;
import dev.tandem.core.calibration.Interval;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.report.CalibrationPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Proposes thresholds from a small labelled set. */
@Command(
        name = "calibrate",
        description = "Hold a small labelled set against what a run measured: how well each value tells good from bad, what each"
                + " threshold keeps, and which one to set. Nothing is run again.")
final class CalibrateCommand implements Callable<Integer> {
    /** A server takes less. */
    private static final long MAX_BYTES = 16L << 20;
    /** Rows of a curve. */
    private static final int ROWS = 12;
    /** Curves that are shown of features that nobody named. */
    private static final int CURVES = 3;

    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RUN", description = "Name of the run, as './tandem runs' lists it.")
    private String run;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "Labels as JSONL: each line has a sample's 'id' (six digits or more) or 'source', as './tandem why' prints"
                    + " them, and its 'label': good or bad, or 1 or 0. Some fifty of each, drawn from the run at random, are a start.")
    private Path labels;

    @Option(
            names = "--feature",
            paramLabel = "[STAGE.]OPERATOR.FEATURE",
            description = "What to look at, such as text_similarity.similarity; may be given several times. All, if left out.")
    private List<String> features = new ArrayList<>();

    @Option(
            names = "--precision",
            paramLabel = "SHARE",
            description = "Share of good samples among those kept that a threshold is proposed for; default: ${DEFAULT-VALUE}.")
    private double precision = 0.9;

    @Option(
            names = "--several",
            paramLabel = "mean|min|max",
            description = "Which number stands for a sample whose images have one each; default: ${DEFAULT-VALUE}.")
    private String several = "mean";

    @Option(names = "--seed", paramLabel = "N", description = "Of what is drawn for intervals; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write the curves as a page for a browser.")
    private Optional<Path> html = Optional.empty();

    @Override
    public Integer call() {
        Map<String, Object> asked = new TreeMap<>(Map.of(
                "labels", read(labels), "features", features, "precision", precision, "several", several, "seed", seed));
        Calibration calibration = tandem.gateway().calibrate(run, asked);
        html.ifPresent(file -> write(file, calibration));
        if (tandem.json()) {
            tandem.printJson(calibration);
        } else {
            print(tandem.out(), calibration);
            html.ifPresent(file -> tandem.out().println("The curves are drawn in " + file + "."));
            tandem.out().flush();
        }
        return ExitCode.OK;
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TandemException(ErrorCode.TOO_LARGE, "'" + file + "' is larger than " + MAX_BYTES + " bytes; some hundred"
                        + " labels are enough");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "There are no labels '" + file + "'. Give the path of a JSONL file.", e);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "Cannot read the labels '" + file + "': " + e
                    + ". Give the path of a JSONL file in UTF-8.", e);
        }
    }

    private static void write(Path file, Calibration calibration) {
        try {
            Files.writeString(file, CalibrationPage.html(calibration));
        } catch (IOException e) {
            throw new TandemException(ErrorCode.OUTPUT_NOT_WRITABLE, "Cannot write '" + file + "': " + e, e);
        }
    }

    private void print(PrintWriter out, Calibration calibration) {
        out.println("Labelled are " + calibration.good() + " good and " + calibration.bad() + " bad samples of the run.");
        if (calibration.unmatched() > 0) {
            out.println(Summary.number(calibration.unmatched()) + " labels name no sample of it: "
                    + String.join(", ", calibration.firstUnmatched()) + (calibration.unmatched() > 5 ? ", ..." : ""));
        }
        out.println();
        List<FeatureCurve> all = new ArrayList<>(calibration.features());
        calibration.fused().ifPresent(all::addFirst);
        TextTable table = new TextTable(
                        "feature", "stage", "good", "bad", "area", "95 %", "threshold", "95 %", "precision", "95 %", "good kept", "of run")
                .right(2, 3, 4, 8, 10, 11);
        all.forEach(feature -> add(table, feature));
        out.println(table);
        calibration.skipped().forEach(skipped -> out.println("Nothing is said of " + skipped + "."));
        int curves = 0;
        for (FeatureCurve feature : all) {
            if (!features.isEmpty() || curves++ < CURVES) {
                print(out, feature, calibration);
            }
        }
        out.println("Precision is that of the labelled samples: of the run it is the same if they were drawn from it at random.");
    }

    private static void add(TextTable table, FeatureCurve feature) {
        Optional<Proposal> proposal = feature.proposal();
        table.add(
                feature.feature(),
                feature.stage(),
                Summary.number(feature.good()),
                Summary.number(feature.bad()),
                share(feature.area()),
                shares(feature.areaInterval()) + (feature.tells() ? "" : " chance"),
                proposal.map(found -> side(feature) + number(found.at().threshold())).orElse("none"),
                proposal.map(found -> number(found.thresholdInterval().low()) + " to " + number(found.thresholdInterval().high()))
                        .orElse(""),
                proposal.map(found -> share(found.at().precision())).orElse(""),
                proposal.map(found -> shares(found.at().precisionInterval())).orElse(""),
                proposal.map(found -> share(found.at().recall())).orElse(""),
                proposal.map(found -> Summary.number(found.at().keptOfRun()) + " of " + Summary.number(feature.measured())).orElse(""));
    }

    private static void print(PrintWriter out, FeatureCurve feature, Calibration calibration) {
        out.println(feature.feature() + " of stage " + feature.stage() + ", " + feature.better().name().toLowerCase(Locale.ROOT)
                + " is better:");
        TextTable table = new TextTable("kept from", "precision", "95 %", "good kept", "labelled", "of run", "share of run")
                .right(1, 3, 4, 5, 6);
        List<Point> curve = feature.curve();
        int rows = Math.min(ROWS, curve.size());
        for (int i = 0; i < rows; i++) {
            Point point = curve.get(rows == 1 ? 0 : i * (curve.size() - 1) / (rows - 1));
            table.add(
                    side(feature) + number(point.threshold()),
                    share(point.precision()),
                    shares(point.precisionInterval()),
                    share(point.recall()),
                    Summary.number(point.kept()),
                    Summary.number(point.keptOfRun()),
                    share((double) point.keptOfRun() / Math.max(1, feature.measured())));
        }
        out.println(table);
        if (feature.proposal().isEmpty()) {
            out.println("No threshold keeps at least five labelled samples of which " + share(calibration.precision())
                    + " are good.");
        }
        feature.proposal().ifPresent(proposal -> {
            if (proposal.found() < 1) {
                out.println("In " + share(1 - proposal.found()) + " of the draws no threshold had the precision: label more samples.");
            }
            out.println("For a recipe, behind what measures it:");
            proposal.recipe().forEach(line -> out.println("      " + line));
        });
        out.println();
    }

    private static String side(FeatureCurve feature) {
        return feature.better() == Better.HIGHER ? ">= " : "<= ";
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }

    private static String shares(Interval interval) {
        return share(interval.low()) + " to " + share(interval.high());
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.6g", number).replaceFirst("(\\.[0-9]*?)0+($|e)", "$1$2").replaceFirst("\\.($|e)", "$1");
    }
}

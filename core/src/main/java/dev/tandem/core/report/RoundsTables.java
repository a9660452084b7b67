package dev.tandem.core.report;

import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundNumbers.Added;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsReview;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands in the report of rounds where they bring in data for what is worst, and where there are two models. */
public final class RoundsTables {
    private RoundsTables() {}

    static void partner(Html html, List<RoundRecord> rounds) {
        if (rounds.getFirst().numbers().partner().isEmpty()) {
            return;
        }
        html.element("h2", "Two models that choose for each other");
        html.raw("<table><tr><th>round</th><th>kept for the first</th><th>recall at 5</th><th>kept for the second</th>"
                + "<th>recall at 5</th><th>over round 0</th><th>they agree (kappa)</th></tr>\n");
        for (RoundRecord round : rounds) {
            RoundNumbers numbers = round.numbers();
            RoundNumbers.Partner second = numbers.partner().orElseThrow();
            row(html, List.of(
                    Integer.toString(round.number()),
                    Histogram.number(numbers.kept()),
                    RoundsReport.percent(numbers.recallAt5()),
                    Histogram.number(second.kept()),
                    RoundsReport.percent(second.recallAt5()),
                    second.overFirst().map(RoundsReport::points).orElse(""),
                    second.kappa().map(kappa -> String.format(Locale.ROOT, "%.3f", kappa)).orElse("")));
        }
        html.raw("</table>\n");
    }

    static void added(Html html, List<RoundRecord> rounds) {
        if (rounds.stream().allMatch(round -> round.numbers().added().isEmpty())) {
            return;
        }
        html.element("h2", "More data for what was worst");
        html.raw("<table><tr><th>round</th><th>kind of pairs</th><th>held out</th><th>recall at 5 before</th><th>candidates</th>"
                + "<th>from the reserve</th><th>came back</th><th>made</th><th>lowest score</th><th>gain</th>"
                + "<th>gain of a random choice</th>"
                + "<th></th></tr>\n");
        for (RoundRecord round : rounds) {
            for (Added added : round.numbers().added()) {
                row(html, List.of(
                        Integer.toString(round.number()),
                        added.slice(),
                        Histogram.number(added.pairs()),
                        RoundsReport.percent(added.before()),
                        Histogram.number(added.candidates()),
                        Histogram.number(added.reserve()),
                        Histogram.number(added.rejects()),
                        Histogram.number(added.made()),
                        added.threshold().map(score -> String.format(Locale.ROOT, "%.2f", score)).orElse(""),
                        added.gain().map(RoundsReport::points).orElse(""),
                        added.random().map(RoundsReport::points).orElse(""),
                        moved(added)));
            }
        }
        html.raw("</table>\n<p class=\"note\">").text("Gains are in points of recall at 5 of this kind, pair by pair, over towers that were"
                + " trained on the same without what was brought in; random: as many pairs of any kind.").raw("</p>\n");
        for (RoundRecord round : rounds) {
            if (!round.numbers().made().isEmpty()) {
                html.raw("<p class=\"note\">").text("Round " + round.number() + " made " + made(round) + ".").raw("</p>\n");
            }
        }
    }

    /** What a round made of other pairs, for people. */
    public static String made(RoundRecord round) {
        return round.numbers().made().entrySet().stream()
                .map(by -> by.getValue().items() + " pairs of " + by.getValue().parents() + " by " + by.getKey()
                        + (by.getValue().refused().isEmpty() ? "" : "; refused: " + refused(by.getValue()))
                        + (by.getValue().calls() == 0 ? "" : "; " + by.getValue().calls() + " calls, " + by.getValue().readTokens()
                                + " tokens read and " + by.getValue().writtenTokens() + " written for them"))
                .collect(Collectors.joining("; "));
    }

    private static String refused(RoundNumbers.Made made) {
        return made.refused().entrySet().stream().map(one -> one.getValue() + " " + one.getKey()).collect(Collectors.joining(", "));
    }

    static void people(Html html, List<RoundsReview> reviews, List<RoundRecord> rounds) {
        if (reviews.isEmpty()) {
            return;
        }
        html.element("h2", "What people said").raw("<ul>");
        reviews.forEach(review -> html.raw("<li>").text(meaning(review) + ".").raw("</li>\n"));
        rounds.forEach(round -> round.numbers().people().ifPresent(said -> html.raw("<li>").text("Round " + round.number() + " keeps "
                + said.good() + " pairs that people find good, and drops " + said.bad() + " that they find bad; of "
                + said.overruled() + " it would have thought otherwise.").raw("</li>\n")));
        html.raw("</ul>\n");
    }

    /** What people were asked after a round, and what they said. */
    public static String meaning(RoundsReview review) {
        String asked = "After round " + review.round() + " people were asked about " + review.samples() + " pairs, the nearest to the cut ("
                + RoundsReport.percent(review.share()) + ")";
        return asked + review.answer()
                .map(answer -> String.format(Locale.ROOT, ": they agree with it on %d of %d (%s brought the labels, data set %s)",
                        answer.agreed(), answer.asked(), answer.by(), answer.labels()))
                .orElse(review.waits() ? "; it waits for them" : "; nobody answered in time");
    }

    /** What became of the models of a round at model servers, for people; empty where that was not asked for. */
    public static String served(RoundRecord round) {
        return round.served().stream().map(ServedModels::meaning).collect(Collectors.joining("; "));
    }

    private static void row(Html html, List<String> cells) {
        html.raw("<tr>");
        cells.forEach(cell -> html.raw("<td class=\"n\">").text(cell).raw("</td>"));
        html.raw("</tr>\n");
    }

    /** What a round brought in for a kind of pairs, and whether it helped, said plainly. */
    public static String meaning(Added added) {
        return added.slice() + ": " + added.reserve() + " pairs from the reserve, " + added.rejects() + " rejects and " + added.made()
                + " made ones of " + added.candidates() + " candidates" + added.gain().map(gain -> "; its recall " + moved(added) + " ("
                        + RoundsReport.points(gain) + added.random().map(random -> "; random: " + RoundsReport.points(random)).orElse("")
                        + ")").orElse("");
    }

    private static String moved(Added added) {
        Optional<Estimate> gain = added.gain();
        return gain.map(found -> found.liesAboveZero() ? "rose" : found.high() < 0 ? "fell" : "did not move")
                .orElse("nothing was brought in");
    }
}

package dev.tandem.core.report;

import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rounds of data and model as one HTML file that needs nothing else: how good each model is, what came back, and why it ended. */
public final class RoundsReport {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 200;

    private final ObjectStore objects;

    public RoundsReport(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Writes the page of all rounds, or the one that ends with a round.
     *
     * @param run name of the run of a round
     */
    public ObjectKey write(String name, Optional<String> run) {
        RoundsRecord record = new RoundsStore(objects).load(name);
        List<RoundRecord> shown = record.rounds();
        if (run.isPresent()) {
            int last = shown.stream().filter(round -> round.run().equals(run)).mapToInt(RoundRecord::number).findFirst().orElse(-1);
            shown = shown.stream().filter(round -> round.number() <= last).toList();
        }
        ObjectKey key = ObjectKey.report(run.orElse(name));
        objects.put(key, html(record, shown).getBytes(StandardCharsets.UTF_8));
        return key;
    }

    static String html(RoundsRecord record, List<RoundRecord> rounds) {
        Html html = Html.page("Tandem · rounds of " + record.recipe());
        html.element("h1", "Data and model, in rounds");
        html.raw("<p class=\"lead\">").text(lead(record)).raw("</p>\n");
        if (rounds.isEmpty()) {
            return html.raw("<p class=\"note\">").text("No round is done yet.").raw("</p>\n").end();
        }
        html.element("h2", "How good the models are").raw(curve(rounds));
        html.raw("<p class=\"note\">").text("Share of partners that are among the first five of " + rounds.getFirst().numbers().heldOut()
                + " held-out pairs, in both directions, with its 95 % interval by pages. Round 0 is what the recipe left. The line across"
                + " is what guessing would find. Held-out pairs are as noisy as the recipe left them."
                + (hasPartner(rounds) ? " The broken line is the second model." : "")).raw("</p>\n");
        table(html, rounds);
        RoundsTables.partner(html, rounds);
        RoundsTables.added(html, rounds);
        RoundsTables.people(html, record.reviews(), rounds);
        verdict(html, record, rounds);
        slices(html, rounds.getLast());
        return html.end();
    }

    private static boolean hasPartner(List<RoundRecord> rounds) {
        return rounds.getFirst().numbers().partner().isPresent();
    }

    private static String lead(RoundsRecord record) {
        return "Recipe " + record.recipe() + ", " + record.settings().imageModel() + " and " + record.settings().textModel()
                + record.settings().other().map(other -> other.mode() == Rounds.Mode.EXTERNAL
                        ? ", judged by " + other.imageModel() + " and " + other.textModel() + ", which never change"
                        : ", and a second model over " + other.imageModel() + " and " + other.textModel()
                                + "; each is trained on what the other chose").orElse("")
                + record.pool().map(pool -> "; " + pool.pairs() + " pairs, of which the recipe left " + pool.kept() + " in").orElse("")
                + record.pool().filter(pool -> pool.leftOut() > 0)
                        .map(pool -> "; " + pool.leftOut() + " more found no room (most_pairs)").orElse("") + ".";
    }

    private static String curve(List<RoundRecord> rounds) {
        double top = rounds.stream()
                .map(RoundRecord::numbers)
                .mapToDouble(numbers -> Math.max(
                        numbers.recallAt5().high(), numbers.partner().map(partner -> partner.recallAt5().value()).orElse(0.0)))
                .max()
                .orElse(1);
        double highest = Math.max(top, 0.01);
        StringBuilder band = new StringBuilder();
        StringBuilder line = new StringBuilder();
        int last = Math.max(1, rounds.size() - 1);
        for (int i = 0; i < rounds.size(); i++) {
            band.append(at(i, last, rounds.get(i).numbers().recallAt5().high() / highest));
            line.append(at(i, last, rounds.get(i).numbers().recallAt5().value() / highest));
        }
        for (int i = rounds.size() - 1; i >= 0; i--) {
            band.append(at(i, last, rounds.get(i).numbers().recallAt5().low() / highest));
        }
        double chance = (1 - Math.min(1, rounds.getFirst().numbers().chance() / highest)) * HEIGHT;
        return "<svg viewBox=\"0 0 " + WIDTH + " " + (HEIGHT + 14) + "\" width=\"" + WIDTH + "\"><polygon class=\"band\" points=\"" + band
                + "\"/><polyline class=\"curve\" points=\"" + line + "\"/>" + partnerLine(rounds, last, highest)
                + String.format(Locale.ROOT, "<line class=\"cut\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", WIDTH, chance, chance)
                + "<text x=\"0\" y=\"10\">" + percent(highest) + "</text><text x=\"0\" y=\"" + (HEIGHT + 12)
                + "\">round 0</text><text x=\"" + WIDTH + "\" y=\"" + (HEIGHT + 12) + "\" text-anchor=\"end\">round "
                + rounds.getLast().number() + "</text></svg>\n";
    }

    private static String partnerLine(List<RoundRecord> rounds, int last, double highest) {
        if (!hasPartner(rounds)) {
            return "";
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < rounds.size(); i++) {
            line.append(at(i, last, rounds.get(i).numbers().partner().orElseThrow().recallAt5().value() / highest));
        }
        return "<polyline class=\"curve\" stroke-dasharray=\"5 4\" points=\"" + line + "\"/>";
    }

    private static String at(int round, int last, double share) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", (double) round / last * WIDTH, (1 - share) * HEIGHT);
    }

    private static void table(Html html, List<RoundRecord> rounds) {
        html.raw("<table><tr><th>round</th><th>kept</th><th>came back</th><th>went out</th><th>noise in the pool</th>"
                + "<th>noise kept</th><th>recall at 5</th><th>over the round before</th><th>over round 0</th><th>random of that size</th>"
                + "<th>diversity</th><th>agrees with itself</th></tr>\n");
        for (RoundRecord round : rounds) {
            RoundNumbers numbers = round.numbers();
            html.raw("<tr>");
            for (String cell : List.of(
                    Integer.toString(round.number()),
                    Histogram.number(numbers.kept()),
                    Histogram.number(numbers.in()),
                    Histogram.number(numbers.out()),
                    numbers.cut().map(cut -> percent(cut.noiseShare())).orElse(""),
                    numbers.cut().map(cut -> percent(cut.expectedNoise())).orElse(round.number() == 0 ? "" : "no cut"),
                    percent(numbers.recallAt5()),
                    numbers.overPrevious().map(RoundsReport::points).orElse(""),
                    numbers.overFirst().map(RoundsReport::points).orElse(""),
                    numbers.random().map(RoundsReport::percent).orElse(""),
                    String.format(Locale.ROOT, "%.3f", numbers.diversity()),
                    String.format(Locale.ROOT, "%.3f", numbers.agreement()))) {
                html.raw("<td class=\"n\">").text(cell).raw("</td>");
            }
            html.raw("</tr>\n");
        }
        html.raw("</table>\n");
    }

    private static void verdict(Html html, RoundsRecord record, List<RoundRecord> rounds) {
        html.element("h2", "What it means").raw("<ul>");
        rounds.stream().skip(1).forEach(round -> html.raw("<li>").text("Round " + round.number() + ": " + meaning(round)).raw("</li>\n"));
        rounds.stream().filter(round -> !round.served().isEmpty()).forEach(round -> html.raw("<li>")
                .text("Models of round " + round.number() + ": " + RoundsTables.served(round) + ".").raw("</li>\n"));
        record.stopped().ifPresent(why -> html.raw("<li>").text("It ended: " + why + ".").raw("</li>\n"));
        record.best().ifPresent(best -> html.raw("<li>").text("The best of the rounds is round " + best + "; names "
                + (record.adopted() ? "point to what it made." : "do not point to what it made.")).raw("</li>\n"));
        html.raw("</ul>\n");
    }

    /** Whether a round is better than what there was, said plainly. */
    public static String meaning(RoundRecord round) {
        return compared(round.numbers().overFirst(), "what the recipe left")
                + (round.number() == 1 ? "" : ", and " + compared(round.numbers().overPrevious(), "the round before"))
                + round.numbers().random()
                        .map(random -> random < round.numbers().recallAt5().value()
                                ? "; better than as many pairs drawn at random (" + percent(random) + ")"
                                : "; no better than as many pairs drawn at random (" + percent(random) + ")")
                        .orElse("");
    }

    private static String compared(Optional<Estimate> gain, String what) {
        return gain.map(found -> (found.liesAboveZero()
                ? "better than " + what
                : found.high() < 0 ? "worse than " + what : "not told apart from " + what) + " (" + points(found) + ")").orElse("");
    }

    private static void slices(Html html, RoundRecord round) {
        html.element("h2", "By kinds of pairs, round " + round.number());
        round.numbers().slices().forEach((name, slice) -> html.bar(
                name + " (" + slice.pairs() + ")", slice.recallAt5().value(), percent(slice.recallAt5().value())));
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String percent(Estimate share) {
        return String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * share.value(), 100 * share.low(), 100 * share.high());
    }

    static String points(Estimate gain) {
        return String.format(Locale.ROOT, "%+.1f (%+.1f to %+.1f)", 100 * gain.value(), 100 * gain.low(), 100 * gain.high());
    }
}

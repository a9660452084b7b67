package dev.tandem.core.report;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** A run as one HTML file that needs nothing else: counts, reasons, distributions, and samples that stayed and that went. */
public final class Report {
    private static final int REASONS = 15;
    private static final int GALLERIES = 12;

    private final ObjectStore objects;

    /** How often there was a reason. */
    private record Line(String text, long count) {}

    public Report(ObjectStore objects) {
        this.objects = objects;
    }

    public ObjectKey write(String run) {
        RunRecord record = new RunStore(objects).load(run);
        ShardStore store = new ShardStore(objects);
        ReportData data = new ReportData(store);
        Plan plan = new Documents(store.contents()).plan(record.plan());
        data.collect(record, plan);
        ObjectKey key = ObjectKey.report(run);
        objects.put(key, html(record, plan, data, refusals(record)).getBytes(StandardCharsets.UTF_8));
        return key;
    }

    /** What publishing itself refused, as the manifests tell it: an entry of the history without operators. */
    private List<Line> refusals(RunRecord run) {
        Datasets datasets = new Datasets(objects);
        return run.datasets().stream()
                .flatMap(dataset -> datasets.manifest(run.tenant(), dataset.name(), dataset.version()).history().stream()
                        .filter(step -> step.operators().isEmpty())
                        .flatMap(step -> step.reasons().entrySet().stream())
                        .map(entry -> new Line(dataset.name() + " · " + entry.getKey(), entry.getValue())))
                .toList();
    }

    private static String html(RunRecord run, Plan plan, ReportData data, List<Line> refusals) {
        Html html = Html.page("Tandem · " + run.recipe());
        html.element("h1", run.recipe());
        html.raw("<p class=\"lead\">").text("Run " + run.run() + ", " + run.started()).raw("</p>\n");
        datasets(html, run.datasets());
        steps(html, run.steps());
        MadeSection.write(html, run.steps(), plan);
        own(html, plan);
        reasons(html, run.steps(), refusals);
        distributions(html, data);
        data.models.write(html);
        duplicates(html, data.duplicates);
        if (!data.spans.isEmpty()) {
            html.element("h2", "Repeated spans");
            data.spans.forEach((title, found) -> SpansSection.write(html, title, found));
        }
        galleries(html, "Samples that stayed", data.kept);
        galleries(html, "Samples that went, by reason", data.out);
        return html.end();
    }

    private static void datasets(Html html, List<DatasetRecord> datasets) {
        html.raw("<div class=\"tiles\">");
        for (DatasetRecord dataset : datasets) {
            html.raw("<div class=\"tile\"><b>").text(count(dataset.samples())).raw("</b>").text(dataset.name())
                    .raw("<small>").text(dataset.version().abbreviated()).raw("</small></div>");
        }
        html.raw("</div>\n");
    }

    private static void steps(Html html, List<StepRecord> steps) {
        html.element("h2", "Steps");
        html.raw("<table><tr><th>stage<th>operators<th>in<th>made<th>kept<th>dropped<th>merged<th>failed<th></tr>\n");
        for (StepRecord step : steps) {
            Counts counts = step.counts();
            html.raw("<tr>").element("td", step.stage()).element("td", String.join(", ", step.operators()));
            for (long number : new long[] {
                counts.in(), counts.made(), counts.kept(), counts.dropped(), counts.merged(), counts.failed()
            }) {
                html.element("td class=\"n\"", count(number));
            }
            double all = Math.max(1, counts.in() + counts.made() - counts.consumed());
            html.raw("<td class=\"wide\"><span class=\"track\"><span class=\"fill\" style=\"width:"
                    + String.format(Locale.ROOT, "%.1f", 100 * counts.kept() / all) + "%\"></span></span></td></tr>\n");
        }
        html.raw("</table>\n");
    }

    /** Operators that Tandem does not come with, with what they were loaded from. */
    private static void own(Html html, Plan plan) {
        Set<List<String>> lines = new LinkedHashSet<>();
        Stream.concat(plan.steps().stream().flatMap(step -> step.operators().stream()), plan.formats().stream())
                .forEach(spec -> spec.code().ifPresent(
                        code -> lines.add(List.of(spec.name(), String.valueOf(spec.version()), code.hex()))));
        if (!lines.isEmpty()) {
            html.element("h2", "Operators of your own").raw("<table><tr><th>operator<th>version<th>code</tr>\n");
            for (List<String> line : lines) {
                html.raw("<tr>");
                line.forEach(cell -> html.element("td", cell));
                html.raw("</tr>\n");
            }
            html.raw("</table>\n");
        }
    }

    private static void reasons(Html html, List<StepRecord> steps, List<Line> refusals) {
        Stream<Line> samples = steps.stream().flatMap(step -> step.reasons().entrySet().stream()
                .map(entry -> new Line(step.stage() + " · " + entry.getKey(), entry.getValue())));
        Stream<Line> items = steps.stream().flatMap(step -> step.refused().entrySet().stream()
                .map(entry -> new Line(step.stage() + " · " + step.operators().getFirst() + ": not made, " + entry.getKey(),
                        entry.getValue())));
        List<Line> lines = Stream.of(samples, items, refusals.stream()).flatMap(Function.identity())
                .sorted(Comparator.comparingLong(Line::count).reversed().thenComparing(Line::text))
                .limit(REASONS)
                .toList();
        html.element("h2", "Why samples went");
        long most = lines.stream().mapToLong(Line::count).max().orElse(1);
        lines.forEach(line -> html.bar(line.text(), (double) line.count() / most, count(line.count())));
    }

    private static void distributions(Html html, ReportData data) {
        html.element("h2", "What was measured").raw("<div class=\"charts\">");
        data.values.forEach((column, numbers) -> {
            Histogram histogram = new Histogram(numbers.stream().mapToDouble(Double::doubleValue).toArray());
            if (!histogram.isEmpty()) {
                html.raw("<figure><figcaption>").text(column).raw(" <small>median ")
                        .text(Histogram.number(histogram.quantile(0.5))).raw("</small></figcaption>")
                        .raw(histogram.svg(data.cuts.getOrDefault(column, List.of()))).raw("</figure>\n");
            }
        });
        html.raw("</div>\n");
    }

    private static void duplicates(Html html, Map<String, ReportData.Duplicates> steps) {
        if (!steps.isEmpty()) {
            html.element("h2", "Duplicates");
            steps.forEach((title, found) -> DuplicatesSection.write(html, title, found));
        }
    }

    private static void galleries(Html html, String title, Map<String, List<ReportData.Shown>> groups) {
        html.element("h2", title);
        groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .limit(GALLERIES)
                .forEach(group -> {
                    html.element("h3", group.getKey()).raw("<div class=\"cards\">");
                    group.getValue().forEach(shown -> Gallery.card(html, shown.sample(), shown.note()));
                    html.raw("</div>\n");
                });
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

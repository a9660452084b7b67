package dev.tandem.core.report;

import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.calibration.Calibration.FeatureCurve;
import dev.tandem.core.calibration.Calibration.Point;
import java.util.List;
import java.util.Locale;

/** A calibration as one HTML file that needs nothing else: of each feature the precision against the share of the run that is kept. */
public final class CalibrationPage {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 160;

    private CalibrationPage() {}

    public static String html(Calibration calibration) {
        Html html = Html.page("Tandem · calibration of " + calibration.run());
        html.element("h1", "Calibration");
        html.raw("<p class=\"lead\">").text("Run " + calibration.run() + ", held against " + calibration.good() + " good and "
                + calibration.bad() + " bad labelled samples. Each curve is the share of good samples among those kept (up), with its"
                + " 95 % interval, against the share of the run that a threshold keeps (to the right). Drawn across is the precision"
                + " asked for, and down the proposed threshold.").raw("</p>\n<div class=\"charts\">");
        calibration.fused().ifPresent(fused -> figure(html, fused, calibration.precision()));
        calibration.features().forEach(feature -> figure(html, feature, calibration.precision()));
        html.raw("</div>\n");
        calibration.skipped().forEach(skipped -> html.raw("<p class=\"note\">").text("Nothing is said of " + skipped).raw("</p>\n"));
        return html.end();
    }

    private static void figure(Html html, FeatureCurve feature, double precision) {
        html.raw("<figure><figcaption>").text(feature.feature()).raw(" <small>")
                .text(String.format(
                        Locale.ROOT, "area %.3f (%.3f to %.3f)", feature.area(), feature.areaInterval().low(),
                        feature.areaInterval().high()))
                .raw("</small></figcaption>").raw(svg(feature, precision));
        feature.proposal().ifPresent(proposal -> html.element("pre", String.join("\n", proposal.recipe())));
        html.raw("</figure>\n");
    }

    private static String svg(FeatureCurve feature, double precision) {
        double all = Math.max(1, feature.measured());
        List<Point> curve = feature.curve();
        StringBuilder band = new StringBuilder();
        StringBuilder line = new StringBuilder();
        curve.forEach(point -> band.append(at(point.keptOfRun() / all, point.precisionInterval().high())));
        curve.reversed().forEach(point -> band.append(at(point.keptOfRun() / all, point.precisionInterval().low())));
        curve.forEach(point -> line.append(at(point.keptOfRun() / all, point.precision())));
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + (HEIGHT + 14) + "\" width=\"" + WIDTH + "\">"
                + "<polygon class=\"band\" points=\"" + band + "\"/><polyline class=\"curve\" points=\"" + line + "\"/>");
        cut(svg, 0, WIDTH, (1 - precision) * HEIGHT, (1 - precision) * HEIGHT);
        feature.proposal().ifPresent(proposal -> {
            double x = proposal.at().keptOfRun() / all * WIDTH;
            cut(svg, x, x, 0, HEIGHT);
        });
        return svg.append("<text x=\"0\" y=\"" + (HEIGHT + 12) + "\">0</text><text x=\"" + WIDTH + "\" y=\"" + (HEIGHT + 12)
                        + "\" text-anchor=\"end\">" + Histogram.number(feature.measured()) + " of the run</text></svg>")
                .toString();
    }

    private static void cut(StringBuilder svg, double x1, double x2, double y1, double y2) {
        svg.append(String.format(
                Locale.ROOT, "<line class=\"cut\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", x1, x2, y1, y2));
    }

    private static String at(double share, double precision) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", share * WIDTH, (1 - precision) * HEIGHT);
    }
}

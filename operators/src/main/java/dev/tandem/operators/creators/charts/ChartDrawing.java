package dev.tandem.operators.creators.charts;

import dev.tandem.operators.creators.drawing.Canvas;
import dev.tandem.operators.creators.drawing.Fonts;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.PieStyler.LabelType;
import org.knowm.xchart.style.Styler;

/**
 * Draws a table with XChart, every number written beside its mark, so that answers can be read and need not be guessed. Fonts, locale
 * and time zone are set: nothing of the machine shows.
 */
record ChartDrawing(int width, int height) {
    private static final String NUMBERS = "0.##";
    private static final float TITLE = 14;
    private static final float AXIS = 12;
    private static final float TEXT = 10;
    private static final int LEVEL_LABELS = 48;
    private static final int TURNED = 30;
    private static final int BEHIND_NO_LABEL = 1000;
    /** How far above its mark a number stands, as a share of the axis. */
    private static final double ABOVE = 0.03;

    Canvas draw(ChartTable table) {
        Chart<?, ?> chart = switch (table.kind()) {
            case BAR -> bars(table);
            case LINE -> lines(table);
            case SCATTER -> points(table);
            case PIE -> slices(table);
        };
        chart.setTitle(table.title());
        Canvas canvas = new Canvas(width, height, Color.WHITE);
        canvas.draw(graphics -> chart.paint(graphics, width, height));
        return canvas;
    }

    private Chart<?, ?> bars(ChartTable table) {
        CategoryChart chart = categories(table);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setLabelsPosition(1);
        chart.getStyler().setLabelsFont(Fonts.SANS.size(TEXT));
        // The colour that it would choose for the bar is not seen where there is none, as for zero.
        chart.getStyler().setLabelsFontColorAutomaticEnabled(false);
        chart.getStyler().setLabelsFontColor(Color.BLACK);
        return chart;
    }

    private Chart<?, ?> lines(ChartTable table) {
        CategoryChart chart = categories(table);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
        chart.getStyler().setOverlapped(true);
        double above = above(table);
        for (int column : table.values()) {
            for (int row = 0; row < table.rows().size(); row++) {
                chart.addAnnotation(number(table, row, column, row, above));
            }
        }
        return chart;
    }

    private Chart<?, ?> points(ChartTable table) {
        XYChart chart = new XYChart(width, height);
        axes(chart, chart.getStyler(), table);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        double[] x = table.column(0).stream().mapToDouble(BigDecimal::doubleValue).toArray();
        double[] y = table.column(1).stream().mapToDouble(BigDecimal::doubleValue).toArray();
        chart.addSeries(table.header().get(1), x, y);
        for (int row = 0; row < x.length; row++) {
            chart.addAnnotation(new AnnotationText(
                    table.name(row) + ", " + table.rows().get(row).get(1), x[row], y[row] + above(table), false));
        }
        return chart;
    }

    private Chart<?, ?> slices(ChartTable table) {
        PieChart chart = new PieChart(width, height);
        look(chart.getStyler());
        chart.getStyler().setLabelType(LabelType.Value);
        chart.getStyler().setForceAllLabelsVisible(true);
        chart.getStyler().setLabelsFont(Fonts.SANS.size(TEXT));
        for (int row = 0; row < table.rows().size(); row++) {
            chart.addSeries(table.name(row), table.number(row, 1));
        }
        return chart;
    }

    private CategoryChart categories(ChartTable table) {
        CategoryChart chart = new CategoryChart(width, height);
        axes(chart, chart.getStyler(), table);
        List<String> names = table.rows().stream().map(List::getFirst).toList();
        if (names.stream().mapToInt(String::length).sum() > LEVEL_LABELS) {
            chart.getStyler().setXAxisLabelRotation(TURNED);
        }
        table.values().forEach(column -> chart.addSeries(table.header().get(column), names, table.column(column)));
        return chart;
    }

    private static void axes(Chart<?, ?> chart, AxesChartStyler styler, ChartTable table) {
        look(styler);
        styler.setAxisTitleFont(Fonts.SANS.size(AXIS));
        styler.setAxisTickLabelsFont(Fonts.SANS.size(TEXT));
        styler.setLocale(Locale.ROOT);
        styler.setTimezone(TimeZone.getTimeZone("UTC"));
        styler.setXAxisMaxLabelCount(BEHIND_NO_LABEL);
        boolean one = table.header().size() == 2;
        styler.setLegendVisible(!one);
        chart.setXAxisTitle(table.header().getFirst());
        if (one) {
            chart.setYAxisTitle(table.header().get(1));
        }
    }

    private static void look(Styler styler) {
        styler.setBaseFont(Fonts.SANS.size(TEXT));
        styler.setChartTitleFont(Fonts.SANS.size(TITLE));
        styler.setLegendFont(Fonts.SANS.size(TEXT));
        styler.setAnnotationTextFont(Fonts.SANS.size(TEXT));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setDecimalPattern(NUMBERS);
    }

    private static AnnotationText number(ChartTable table, int row, int column, double x, double above) {
        return new AnnotationText(
                table.rows().get(row).get(column), x, table.number(row, column).doubleValue() + above, false);
    }

    private static double above(ChartTable table) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int column : table.values()) {
            for (BigDecimal number : table.column(column)) {
                low = Math.min(low, number.doubleValue());
                high = Math.max(high, number.doubleValue());
            }
        }
        return (high - low) * ABOVE;
    }
}

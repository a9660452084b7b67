package dev.tandem.operators.creators.charts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Answers questions on charts in a third way: patterns over the question, and whole millionths. */
final class Recomputation {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private final List<String> header;
    private final List<List<String>> rows;

    Recomputation(String table) {
        List<List<String>> lines = table.lines().map(line -> List.of(line.split("\t"))).toList();
        header = lines.getFirst();
        rows = lines.subList(1, lines.size());
    }

    String answer(String question) {
        List<String> q = Pattern.compile("\"([^\"]+)\"").matcher(question).results().map(found -> found.group(1)).toList();
        if (question.startsWith("What is the average")) {
            return decimal(divided(sum(q.get(0)), BigInteger.valueOf(rows.size()), 2));
        } else if (question.startsWith("What is the \"")) {
            return rows.stream().filter(row -> row.getFirst().equals(q.get(1))).findAny().orElseThrow()
                    .get(header.indexOf(q.get(0)));
        } else if (question.startsWith("Which has the larger")) {
            return value(q.get(1), q.get(0)).compareTo(value(q.get(2), q.get(0))) > 0 ? q.get(1) : q.get(2);
        } else if (question.startsWith("Which \"")) {
            return sorted(q.get(1)).get(question.contains(" largest ") ? rows.size() - 1 : 0);
        } else if (question.startsWith("By how much")) {
            return decimal(value(q.get(0), q.get(2)).subtract(value(q.get(1), q.get(2))).abs());
        } else if (question.startsWith("What do all")) {
            return decimal(sum(q.get(0)));
        } else if (question.startsWith("Is ")) {
            return value(q.get(1), q.get(0)).compareTo(value(q.get(2), q.get(0))) > 0 ? "higher" : "lower";
        } else if (question.startsWith("How much of all")) {
            return decimal(divided(
                    value(q.get(1), q.get(0)).multiply(BigInteger.valueOf(100)).multiply(MILLION), sum(q.get(0)), 1));
        }
        Matcher above = Pattern.compile("are above (-?[0-9]+)\\?").matcher(question);
        BigInteger limit = above.results().map(MatchResult::group).map(found -> found.replaceAll("[^-0-9]", ""))
                .map(BigInteger::new).findFirst().orElseThrow().multiply(MILLION);
        return String.valueOf(column(q.get(0)).stream().filter(value -> value.compareTo(limit) > 0).count());
    }

    private List<String> sorted(String column) {
        List<String> names = new ArrayList<>(rows.stream().map(List::getFirst).toList());
        names.sort(Comparator.comparing(name -> value(name, column)));
        return names;
    }

    private BigInteger value(String row, String column) {
        int at = IntStream.range(0, rows.size()).filter(i -> rows.get(i).getFirst().equals(row)).findFirst().orElseThrow();
        return column(column).get(at);
    }

    private List<BigInteger> column(String column) {
        int at = header.indexOf(column);
        return rows.stream().map(row -> millionths(row.get(at))).toList();
    }

    private BigInteger sum(String column) {
        return column(column).stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The quotient, half up, at so many decimals, in the dividend's unit. */
    private static BigInteger divided(BigInteger dividend, BigInteger divisor, int decimals) {
        BigInteger unit = BigInteger.TEN.pow(6 - decimals);
        BigInteger[] halves = dividend.multiply(BigInteger.TWO).add(divisor.multiply(unit))
                .divideAndRemainder(divisor.multiply(unit).multiply(BigInteger.TWO));
        return (halves[1].signum() < 0 ? halves[0].subtract(BigInteger.ONE) : halves[0]).multiply(unit);
    }

    private static BigInteger millionths(String cell) {
        int point = cell.indexOf('.');
        String digits = point < 0 ? cell : cell.substring(0, point) + cell.substring(point + 1);
        return new BigInteger(digits).multiply(BigInteger.TEN.pow(6 - (point < 0 ? 0 : cell.length() - point - 1)));
    }

    private static String decimal(BigInteger millionths) {
        String digits = "%07d".formatted(millionths.abs());
        String text = digits.substring(0, digits.length() - 6) + "." + digits.substring(digits.length() - 6);
        return (millionths.signum() < 0 ? "-" : "") + text.replaceAll("\\.?0+$", "");
    }
}

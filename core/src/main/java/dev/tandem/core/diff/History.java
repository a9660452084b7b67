package dev.tandem.core.diff;

import dev.tandem.core.diff.DatasetDiff.Difference;
import dev.tandem.core.diff.DatasetDiff.ReasonDiff;
import dev.tandem.core.diff.DatasetDiff.StepDiff;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.DatasetManifest.StepHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What made two versions differently. */
final class History {
    private final DatasetManifest a;
    private final DatasetManifest b;
    private final List<Difference> differences = new ArrayList<>();

    private History(DatasetManifest a, DatasetManifest b) {
        this.a = a;
        this.b = b;
    }

    static List<Difference> differences(DatasetManifest a, DatasetManifest b) {
        History history = new History(a, b);
        history.compare("recipe", a.recipe(), b.recipe());
        history.compare("input", a.input().hex(), b.input().hex());
        history.operators();
        Set<String> models = new TreeSet<>(a.models().keySet());
        models.addAll(b.models().keySet());
        models.forEach(model ->
                history.compare("model " + model, text(a.models().get(model)), text(b.models().get(model))));
        return history.differences;
    }

    /** Steps in the order of both histories; those of one stage that share an operator are the same step. */
    static List<StepDiff> steps(DatasetManifest a, DatasetManifest b) {
        List<StepDiff> steps = new ArrayList<>();
        int[][] common = common(a.history(), b.history());
        int i = 0;
        int j = 0;
        while (i < a.history().size() || j < b.history().size()) {
            boolean onlyA = j == b.history().size()
                    || i < a.history().size() && !isSame(a.history().get(i), b.history().get(j)) && common[i + 1][j] >= common[i][j + 1];
            boolean onlyB = !onlyA && (i == a.history().size() || !isSame(a.history().get(i), b.history().get(j)));
            steps.add(step(
                    onlyB ? Optional.empty() : Optional.of(a.history().get(i++)),
                    onlyA ? Optional.empty() : Optional.of(b.history().get(j++))));
        }
        return steps;
    }

    /** How many steps can be told to be the same from the i-th of a and the j-th of b on. */
    private static int[][] common(List<StepHistory> a, List<StepHistory> b) {
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = isSame(a.get(i), b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static boolean isSame(StepHistory a, StepHistory b) {
        return a.stage().equals(b.stage())
                && !Collections.disjoint(
                        a.operators().stream().map(OperatorSpec::name).toList(),
                        b.operators().stream().map(OperatorSpec::name).toList());
    }

    private static StepDiff step(Optional<StepHistory> a, Optional<StepHistory> b) {
        Set<String> operators = new LinkedHashSet<>();
        Map<String, long[]> reasons = new TreeMap<>();
        for (StepHistory step : List.of(a.or(() -> b).orElseThrow(), b.or(() -> a).orElseThrow())) {
            step.operators().forEach(operator -> operators.add(operator.label()));
        }
        a.ifPresent(step -> step.reasons().forEach((reason, count) -> counts(reasons, reason)[0] += count));
        b.ifPresent(step -> step.reasons().forEach((reason, count) -> counts(reasons, reason)[1] += count));
        return new StepDiff(
                a.or(() -> b).orElseThrow().stage(),
                List.copyOf(operators),
                a.map(StepHistory::counts),
                b.map(StepHistory::counts),
                reasons.entrySet().stream()
                        .filter(entry -> entry.getValue()[0] != entry.getValue()[1])
                        .map(entry -> new ReasonDiff(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                        .toList());
    }

    private static long[] counts(Map<String, long[]> reasons, String reason) {
        return reasons.computeIfAbsent(reason, unused -> new long[2]);
    }

    private void operators() {
        Map<String, OperatorSpec> ofA = operators(a);
        Map<String, OperatorSpec> ofB = operators(b);
        Set<String> names = new LinkedHashSet<>(ofA.keySet());
        names.addAll(ofB.keySet());
        for (String name : names) {
            OperatorSpec specA = ofA.get(name);
            OperatorSpec specB = ofB.get(name);
            if (specA == null || specB == null) {
                compare(name, specA == null ? null : specA.parameters().toString(), specB == null ? null : specB.parameters().toString());
                continue;
            }
            compare(name + " (version)", String.valueOf(specA.version()), String.valueOf(specB.version()));
            Set<String> parameters = new TreeSet<>(specA.parameters().keySet());
            parameters.addAll(specB.parameters().keySet());
            parameters.forEach(parameter -> compare(
                    name + "." + parameter, specA.parameters().get(parameter), specB.parameters().get(parameter)));
        }
        boolean sameOperators = ofA.keySet().equals(ofB.keySet());
        if (sameOperators && !List.copyOf(ofA.keySet()).equals(List.copyOf(ofB.keySet()))) {
            compare("order of operators", String.join(", ", ofA.keySet()), String.join(", ", ofB.keySet()));
        }
    }

    /** By stage and name, with {@code #2} and so on where a stage has an operator more than once, in order. */
    private static Map<String, OperatorSpec> operators(DatasetManifest manifest) {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, OperatorSpec> operators = new LinkedHashMap<>();
        for (StepHistory step : manifest.history()) {
            for (OperatorSpec spec : step.operators()) {
                String name = step.stage() + "." + spec.name();
                int count = seen.merge(name, 1, Integer::sum);
                operators.put(count == 1 ? name : name + "#" + count, spec);
            }
        }
        return operators;
    }

    private void compare(String what, String inA, String inB) {
        if (!Objects.equals(inA, inB)) {
            differences.add(new Difference(what, Optional.ofNullable(inA), Optional.ofNullable(inB)));
        }
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}

package dev.tandem.operators.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.core.evaluation.GivenEvaluationSets;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.parity.Golden.Document;
import dev.tandem.operators.testing.FilterRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what is found of evaluation sets, with the set and the first n-gram. */
final class DecontaminationParity {
    private final Golden golden;
    private final ParityTable table;
    private final List<Document> documents;
    private final GivenEvaluationSets sets;
    private final List<String> names;

    DecontaminationParity(Golden golden, ParityTable table) {
        this.golden = golden;
        this.table = table;
        this.documents = golden.documents();
        Map<String, List<EvaluationItem>> tasks = new TreeMap<>();
        for (JsonNode item : golden.evaluation()) {
            List<EvaluationItem> task = tasks.computeIfAbsent(item.get("task").textValue(), name -> new ArrayList<>());
            task.add(new EvaluationItem(
                    "item " + task.size(), item.get("query").textValue(), List.of(item.get("label").textValue())));
        }
        this.sets = new GivenEvaluationSets(
                tasks.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, task -> new EvaluationSet(task.getValue()))));
        this.names = tasks.keySet().stream().map(name -> sets.pin(name).toString()).toList();
    }

    void compare() {
        compare("", "default", Map.of());
        compare(", questions alone as well", "query", Map.of("find_query_ngrams", true));
        compare(", answers alone", "no_overlap", Map.of("find_overlap_ngrams", false));
        compare(", six words", "n6", Map.of("n_grams", 6));
    }

    private void compare(String what, String name, Map<String, Object> params) {
        Map<String, Object> all = new HashMap<>(params);
        all.put("eval_sets", names);
        List<Verdict> verdicts =
                new FilterRun("decontaminate", all, new OperatorContext(Inference.none(), MediaLimits.DEFAULT, sets))
                        .of(documents.stream().map(document -> FilterRun.text(document.text())).toList());
        List<JsonNode> expected = golden.expected("datatrove-decont_" + name);
        table.compare("`decontaminate`" + what, documents, i -> expected.get(i).get("keep").booleanValue()
                ? verdicts.get(i).decision().keep()
                : !verdicts.get(i).decision().keep()
                        && expected.get(i).get("task").textValue().equals(verdicts.get(i).values().get("eval_set"))
                        && expected.get(i).get("ngram").textValue().equals(verdicts.get(i).values().get("ngram")));
    }
}

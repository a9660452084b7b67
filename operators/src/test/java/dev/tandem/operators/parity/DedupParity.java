package dev.tandem.operators.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator.Signature;
import dev.tandem.operators.parity.Golden.Document;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.SharedBands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares signatures and clusters of deduplicators, without the engine: everything with everything. */
final class DedupParity {
    private static final String NO_ANSWER = "none";

    private final Golden golden;
    private final ParityTable table;
    private final List<Document> documents;
    private final Map<String, Integer> places = new HashMap<>();

    DedupParity(Golden golden, ParityTable table) {
        this.golden = golden;
        this.table = table;
        this.documents = golden.documents();
        for (int i = 0; i < documents.size(); i++) {
            places.put(documents.get(i).id(), i);
        }
    }

    void compareDatatrove() {
        compareDatatrove("xxhash64", Map.of(), false);
        compareDatatrove("sha1_64", Map.of("hash_fc", "sha1"), false);
        compareDatatrove("sha1_32", Map.of("hash_fc", "sha1", "precision", 32), true);
        compareClusters("xxhash64_1task", Map.of());
        compareClusters("xxhash64_3tasks", Map.of());
        compareClusters("sha1_64_3tasks", Map.of("hash_fc", "sha1"));
        compareClusters("xxhash64_b20r5_2tasks", Map.of("num_buckets", 20, "hashes_per_bucket", 5));
    }

    private void compareDatatrove(String hash, Map<String, Object> params, boolean halves) {
        compareSignatures("`datatrove_minhash`, signatures by " + hash, "datatrove_minhash", params,
                "datatrove-minhash_" + hash, halves, answer -> answer.has("sig") ? joined(answer.get("sig")) : "");
    }

    private static String joined(JsonNode texts) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(text -> joined.append(text.textValue()));
        return joined.toString();
    }

    /** What stays there depends on how documents were dealt out to tasks; which belong together does not. */
    private void compareClusters(String run, Map<String, Object> params) {
        List<JsonNode> expected = golden.expected("datatrove-minhash_dedup_" + run);
        int[] firsts = bands("datatrove_minhash", params, documents).firsts();
        Map<Integer, Integer> firstOfCluster = new HashMap<>();
        for (int i = 0; i < firsts.length; i++) {
            firstOfCluster.putIfAbsent(cluster(expected.get(i), i), i);
        }
        table.compare("`datatrove_minhash`, clusters of the run " + run, documents, i ->
                firsts[i] == firstOfCluster.get(cluster(expected.get(i), i)));
    }

    private static int cluster(JsonNode answer, int place) {
        int cluster = answer.get("cluster").intValue();
        return cluster < 0 ? -1 - place : cluster;
    }

    void compareDataJuicer() {
        Map<String, Object> minHash = Map.of("signature", "data_juicer", "tokenization", "space", "short_texts", "merged",
                "verify", false);
        compareSignatures("`minhash`, signature: data_juicer", "minhash", minHash, "datajuicer-minhash", true,
                answer -> answer.get("space5").textValue());
        Map<String, Object> small = with(minHash, Map.of("num_permutations", 64, "num_bands", 8, "rows_per_band", 8));
        String variants = "datajuicer-minhash_variants";
        compareSignatures("`minhash`, signature: data_juicer, of characters", "minhash",
                with(small, Map.of("tokenization", "character")), variants, true, answer -> answer.get("character5_64").textValue());
        compareSignatures("`minhash`, signature: data_juicer, by punctuation", "minhash",
                with(small, Map.of("tokenization", "punctuation", "window_size", 3)), variants, true,
                answer -> answer.get("punct3_64").textValue());
        compareSignatures("`minhash`, signature: data_juicer, without punctuation", "minhash",
                with(small, Map.of("ignore_pattern", "\\p{P}", "lowercase", false)), variants, true,
                answer -> answer.get("space5_ignoreP_nolower_64").textValue());

        Map<String, Object> simHash = Map.of("short_texts", "merged");
        Map<String, Object> characters = with(simHash, Map.of("tokenization", "character"));
        Map<String, Object> noPunctuation = with(simHash, Map.of("ignore_pattern", "\\p{P}"));
        compareSimHashes("space6", simHash);
        compareSimHashes("space6_ignoreP", noPunctuation);
        compareSimHashes("character6", characters);

        compareKept("minhash_default", "minhash", minHash);
        compareKept("minhash_b32r8", "minhash", with(minHash, Map.of("num_bands", 32, "rows_per_band", 8)));
        compareKept("document_md5", "exact", Map.of("compare", "text"));
        compareKept("document_md5_lower_alpha", "exact", Map.of(
                "compare", "text", "ignore_case", true, "ignore_non_character", true));
        compareKept("simhash_default", "simhash", simHash);
        compareKept("simhash_ignoreP", "simhash", noPunctuation);
    }

    private void compareSimHashes(String column, Map<String, Object> params) {
        compareSignatures("`simhash`, hashes " + column, "simhash", params, "datajuicer-simhash", false,
                answer -> HexFormat.of().toHexDigits(Long.parseUnsignedLong(answer.get(column).textValue())));
    }

    /** With the first of a cluster kept. */
    private void compareKept(String column, String operator, Map<String, Object> params) {
        List<JsonNode> expected = golden.expected("datajuicer-dedup");
        int[] firsts = bands(operator, params, documents).firsts();
        table.compare("`" + operator + "`, what is kept of " + column, documents, i ->
                (firsts[i] == i) == expected.get(i).get(column).booleanValue());
    }

    void compareDatasketch() {
        compareScheme("affine32_128", "datasketch");
        compareScheme("affine64_128", "datasketch_64");
        compareScheme("legacy_128", "datasketch_legacy");
        compareEstimates();
        compareGreedy();
    }

    private void compareScheme(String column, String signature) {
        Map<String, Object> params = Map.of(
                "num_permutations", 128, "num_bands", 1, "rows_per_band", 128, "verify", false, "signature", signature);
        compareSignatures("`minhash`, signature: " + signature, "minhash", params, "datasketch-minhash",
                !signature.endsWith("64"), answer -> answer.path(column).asText(NO_ANSWER));
    }

    private void compareEstimates() {
        List<JsonNode> expected = golden.expected("datasketch-jaccard");
        SharedBands exact = bands("minhash", Map.of("num_permutations", 1), documents);
        SharedBands estimated = bands("minhash", Map.of("num_permutations", 128, "num_bands", 1, "rows_per_band", 128,
                "signature", "datasketch", "verify", false), documents);
        List<Document> pairs = expected.stream()
                .map(pair -> new Document(pair.get("a").textValue() + " " + pair.get("b").textValue(), "pair", ""))
                .toList();
        table.compare("`minhash`, exact and estimated similarity", pairs, i -> {
            int a = places.get(expected.get(i).get("a").textValue());
            int b = places.get(expected.get(i).get("b").textValue());
            return exact.similarity(a, b) == expected.get(i).get("jaccard").doubleValue()
                    && estimated.similarity(a, b) == expected.get(i).get("affine32_128").doubleValue();
        });
    }

    /** Each document is compared with those that were kept before it. */
    private void compareGreedy() {
        Map<List<Number>, List<JsonNode>> runs = golden.expected("datasketch-lsh_greedy").stream().collect(Collectors.groupingBy(
                answer -> List.of(answer.get("num_perm").intValue(), answer.get("threshold").doubleValue()),
                LinkedHashMap::new, Collectors.toList()));
        runs.forEach((run, expected) -> {
            List<Document> compared = expected.stream().map(answer -> document(answer.get("id").textValue())).toList();
            SharedBands bands = bands("minhash", Map.of("num_permutations", run.get(0), "jaccard_threshold", run.get(1),
                    "signature", "datasketch", "verify", false), compared);
            List<Integer> kept = new ArrayList<>();
            table.compare("`minhash`, candidates among " + run.get(0) + " permutations at " + run.get(1), compared, i -> {
                List<String> candidates = kept.stream().filter(other -> bands.isCandidate(i, other))
                        .map(other -> compared.get(other).id()).sorted().toList();
                List<String> there = new ArrayList<>();
                expected.get(i).get("candidates").forEach(id -> there.add(id.textValue()));
                if (candidates.isEmpty()) {
                    kept.add(i);
                }
                return candidates.equals(there.stream().sorted().toList());
            });
        });
    }

    /** A number or more of each document, in hexadecimal; nothing of one without a signature. */
    @FunctionalInterface
    private interface Answer {
        String of(JsonNode answer);
    }

    private void compareSignatures(
            String what, String operator, Map<String, Object> params, String name, boolean halves, Answer answer) {
        List<JsonNode> expected = golden.expected(name).stream().filter(line -> !answer.of(line).equals(NO_ANSWER)).toList();
        List<Document> compared = expected.stream().map(line -> document(line.get("id").textValue())).toList();
        List<Optional<Signature>> signatures = bands(operator, params, compared).signatures();
        table.compare(what, compared, i -> {
            String there = answer.of(expected.get(i));
            return signatures.get(i).map(signature -> hex(signature.evidence(), halves).equals(there)).orElse(there.isEmpty());
        });
    }

    /** Numbers of 64 bits, or of 32, which stand two in one, the first in the lower half. */
    private static String hex(long[] evidence, boolean halves) {
        return Arrays.stream(evidence)
                .map(number -> halves ? Long.rotateLeft(number, Integer.SIZE) : number)
                .mapToObj(HexFormat.of()::toHexDigits)
                .collect(Collectors.joining());
    }

    private static Map<String, Object> with(Map<String, Object> params, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(params);
        all.putAll(more);
        return all;
    }

    private Document document(String id) {
        return documents.get(places.get(id));
    }

    private static SharedBands bands(String operator, Map<String, Object> params, List<Document> documents) {
        List<Sample> samples = documents.stream().map(document -> FilterRun.text(document.text())).toList();
        return SharedBands.of(operator, params, samples);
    }
}

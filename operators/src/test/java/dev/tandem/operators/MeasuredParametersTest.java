package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.FusedPass.VerdictSink;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.core.evaluation.GivenEvaluationSets;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.ParamInfo;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.operators.testing.Samples;
import dev.tandem.operators.testing.TestMedia;
import dev.tandem.operators.testing.WordVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A parameter that is not marked as measured moves decisions only: every other value leaves the same features and the same texts,
 * so that a question about another value can be answered from what is stored.
 */
final class MeasuredParametersTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final String PROSE = "The miller's house, {built} in 1820, stood by the river. Read our privacy policy. It was old [3]."
            + "\n"
            + "- the mill\n- the mill\nNobody knew the mill...\nshort\n\nThe miller's house stood by the river. Nobody knew.\n"
            + "lorem ipsum dolor\nUse of javascript is needed.";
    private static final List<Sample> SAMPLES = samples();

    private static final GivenEvaluationSets EVALUATION = new GivenEvaluationSets(Map.of(
            "mills", new EvaluationSet(List.of(new EvaluationItem("mill", "", List.of(PROSE))))));

    private static final List<Object> BUDGET = List.of(List.of("calls=1000000"));

    /** Values that mean something to a parameter, where those that are made up below do not. */
    private static final Map<String, List<Object>> VALUES = Map.ofEntries(
            Map.entry("alt_language_match.candidates", List.of(List.of("en", "de"))),
            Map.entry("language_script.scripts", List.of(List.of("Latin"), List.of("LATIN"), List.of("Latn"))),
            Map.entry("decontaminate.eval_sets", List.of(List.of(EVALUATION.pin("mills").toString()))),
            Map.entry("decontaminate_images.eval_sets", List.of(List.of(EVALUATION.pin("mills").toString()))),
            Map.entry("decontaminate_embeddings.eval_sets", List.of(List.of(EVALUATION.pin("mills").toString()))),
            Map.entry("nsfw.label", List.of("sfw")),
            Map.entry("watermark.label", List.of("clean")),
            Map.entry("toxic_text.label", List.of("fine")),
            Map.entry("aesthetic.label", List.of("score")),
            Map.entry("image_score.label", List.of("score")),
            Map.entry("text_score.label", List.of("score")),
            Map.entry("image_text_matching.label", List.of("score")),
            Map.entry("nsfw.output", List.of("OUT")),
            Map.entry("watermark.output", List.of("OUT")),
            Map.entry("toxic_text.output", List.of("OUT")),
            Map.entry("aesthetic.output", List.of("OUT")),
            Map.entry("image_score.output", List.of("OUT")),
            Map.entry("text_score.output", List.of("OUT")),
            Map.entry("image_text_matching.output", List.of("OUT")),
            Map.entry("tag_similarity.output", List.of("OUT")),
            Map.entry("image_face_count.output", List.of("other_mtcnn_output")),
            Map.entry("image_face_ratio.output", List.of("other_mtcnn_output")),
            Map.entry("mlm_filter.prompt", List.of("recaption@1")),
            Map.entry("mlm_filter.budget", BUDGET),
            Map.entry("self_answer.budget", BUDGET),
            Map.entry("self_answer.prompt", List.of("self_answer_text@1")),
            Map.entry("pairwise_judge.prompt", List.of("respond@1")),
            Map.entry("rubric_judge.prompt", List.of("critique@1")),
            Map.entry("safety_check.prompt", List.of("critique@1")),
            Map.entry("claim_check.prompt", List.of("claim_text@1")),
            Map.entry("claim_check.split_prompt", List.of("claims_brief@1")),
            Map.entry("pairwise_judge.budget", BUDGET),
            Map.entry("rubric_judge.budget", BUDGET),
            Map.entry("safety_check.budget", BUDGET),
            Map.entry("claim_check.budget", BUDGET),
            Map.entry("image_size.min_size", List.of("1KB", "3")),
            Map.entry("image_size.max_size", List.of("1KB", "3")),
            Map.entry("language.languages", List.of(List.of("en", "de"), List.of("de"), List.of("la"), List.of())),
            Map.entry("language.candidates", List.of(List.of("en", "de"), List.of("en", "la"))),
            Map.entry("gopher_repetition.top_n_grams", List.of(List.of("2:0.9", "3:0.01", "4:0"), List.of("3:0.5"), List.of("7:0.2"))),
            Map.entry("gopher_repetition.dup_n_grams", List.of(List.of("5:0.9", "10:0"), List.of("2:0.1"))),
            Map.entry("specified_field.target_value", List.of(List.of("Bridges"), List.of("x", "y"))),
            Map.entry("audio_size.min_size", List.of("1KB", "3")),
            Map.entry("audio_size.max_size", List.of("1KB", "3")),
            Map.entry("video_aspect_ratio.min_ratio", List.of("1:2", "3")),
            Map.entry("video_aspect_ratio.max_ratio", List.of("1:2", "3")));

    /** Parameters that name a model: there is another one of each kind. */
    private static final Set<String> MODELS = Set.of(
            "model", "image_model", "text_model", "audio_model", "clusters", "detector", "recogniser", "tagger", "proposal", "refine");

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(Samples.everyday());
        for (String text : List.of(
                "", " ", "\n\n", "a a a a a a a a a a a a", PROSE, (PROSE + "\n\n").repeat(5), "Das ist ein Haus am Fluss.",
                "Gallia est omnis divisa in partes tres.", "It was old and cold by the river [3]. It was old [4].")) {
            samples.add(Sample.read("text " + samples.size(), Map.of("title", "Bridges", "score", "3.5"), List.of(new Part.Text(text))));
        }
        samples.add(TestMedia.sample(TestMedia.TONE, TestMedia.video()));
        return samples;
    }

    static Stream<OperatorInfo> filters() {
        return CATALOG.all().stream().filter(info -> info.kind() == OperatorKind.FILTER);
    }

    /** Other values than the default, within the limits. */
    private static List<Object> others(OperatorInfo info, ParamInfo param) {
        List<Object> given = VALUES.get(info.name() + "." + param.name());
        if (given != null) {
            return given;
        }
        if (MODELS.contains(param.name())) {
            return List.of("other_" + param.defaultValue());
        }
        return switch (param.type()) {
            case "boolean" -> List.of(param.defaultValue().equals("false"));
            case "int", "long", "double" -> numbers(param);
            case "choice" -> List.copyOf(param.choices());
            case "list" -> List.of(List.of("the"), List.of("x", "y"), List.of());
            default -> List.of("other", "title");
        };
    }

    private static List<Object> numbers(ParamInfo param) {
        double standard = Double.parseDouble(param.defaultValue());
        Set<Object> numbers = new LinkedHashSet<>(List.of(0, 1, 2, 5, 100, 0.5));
        if (!Double.isInfinite(standard)) {
            numbers.addAll(List.of(standard + 1, standard * 2, standard / 2, standard * 0.9));
        }
        Stream.of(param.min(), param.max()).filter(limit -> !limit.isEmpty()).map(Double::valueOf).forEach(numbers::add);
        return List.copyOf(numbers);
    }

    private record Measured(Filter filter, Map<String, List<String>> features, List<Byte> texts) {
        static Measured of(OperatorInfo info, Map<String, Object> given) {
            Filter filter = (Filter) CATALOG.create(
                    info.name(), given, new OperatorContext(new WordVectors(), MediaLimits.DEFAULT, EVALUATION));
            FusedPass.Result result = PassStep.inMemory(List.of("f"), List.of(filter), SAMPLES, VerdictSink.IGNORE);
            Map<String, List<String>> features = new TreeMap<>();
            FeatureTable table = result.features();
            for (String column : table.columnNames()) {
                List<String> cells = new ArrayList<>();
                for (int row = 0; row < table.rows(); row++) {
                    Object cell = table.get(column, row);
                    cells.add(cell instanceof double[] numbers ? Arrays.toString(numbers) : String.valueOf(cell));
                }
                features.put(column, cells);
            }
            List<Byte> texts = new ArrayList<>();
            for (byte value : result.overlay().encode()) {
                texts.add(value);
            }
            return new Measured(filter, features, texts);
        }

        /** Whether the same was measured of all that this one measures. */
        boolean isIn(Measured other) {
            return other.features.entrySet().containsAll(features.entrySet()) && texts.equals(other.texts);
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void whatIsNotMarkedMovesDecisionsOnly(OperatorInfo info) {
        Measured standard = Measured.of(info, Map.of());
        for (ParamInfo param : info.params()) {
            int tried = 0;
            for (Object value : others(info, param)) {
                Map<String, Object> given = Map.of(param.name(), value);
                if (!isAllowed(info, given)) {
                    continue;
                }
                Measured other = Measured.of(info, given);
                tried += CATALOG.canonical(info.name(), given).equals(CATALOG.canonical(info.name(), Map.of())) ? 0 : 1;
                if (!param.measured() || other.filter().measuresLike(standard.filter())) {
                    assertThat(other.isIn(standard)).as(param.name() + ": " + value).isTrue();
                }
            }
            assertThat(tried).as("other values of " + param.name() + " that can be given").isPositive();
        }
    }

    private static boolean isAllowed(OperatorInfo info, Map<String, Object> given) {
        try {
            CATALOG.create(info.name(), given, OperatorContext.withoutModels());
            return true;
        } catch (TandemException e) {
            return false;
        }
    }

    /** The samples would show it if a mark were missing. */
    @Test
    void whatIsMarkedChangesWhatIsMeasured() {
        Set<String> changing = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        filters().forEach(info -> {
            Measured standard = Measured.of(info, Map.of());
            info.params().stream().filter(ParamInfo::measured).forEach(param -> {
                marked.add(info.name() + "." + param.name());
                others(info, param).stream()
                        .map(value -> Map.of(param.name(), value))
                        .filter(given -> isAllowed(info, given))
                        .filter(given -> !Measured.of(info, given).isIn(standard))
                        .forEach(given -> changing.add(info.name() + "." + param.name()));
            });
        });
        assertThat(marked).containsAll(changing).contains("flagged_words.use_words_aug", "text_similarity.model");
        assertThat(changing).contains(
                "audio_silence_ratio.silence_level", "c4_paragraph.min_paragraphs", "c4_quality.filter_curly_bracket",
                "c4_quality.max_word_length",
                "c4_quality.min_words_per_line", "c4_quality.remove_citations", "character_repetition.rep_len",
                "decontaminate.eval_sets", "decontaminate_embeddings.eval_sets",
                "fineweb_quality.short_line_length", "fineweb_quality.stop_chars", "flagged_words.words", "gopher_quality.stop_words",
                "gopher_repetition.top_n_grams", "image_score.model", "language.candidates", "language.languages", "nsfw.label",
                "specified_field.field_key",
                "stop_words.words", "video_motion_score.relative", "video_motion_score.sampling_fps", "video_motion_score.size",
                "video_shots.min_scene_len", "video_shots.threshold", "word_repetition.rep_len");
    }

    @Test
    void languagesCanBeWantedLaterWhereTheyWereToldApart() {
        assertThat(likeStandard("language", Map.of("languages", List.of("de")))).isTrue();
        assertThat(likeStandard("language", Map.of("languages", List.of("la")))).isFalse();
        assertThat(likeStandard("gopher_repetition", Map.of("top_n_grams", List.of("3:0.5")))).isTrue();
        assertThat(likeStandard("gopher_repetition", Map.of("top_n_grams", List.of("7:0.5")))).isFalse();
        assertThat(likeStandard("stop_words", Map.of("words", List.of("the")))).isFalse();
    }

    private static boolean likeStandard(String name, Map<String, Object> given) {
        Filter other = (Filter) CATALOG.create(name, given, OperatorContext.withoutModels());
        return other.measuresLike((Filter) CATALOG.create(name, Map.of(), OperatorContext.withoutModels()));
    }
}

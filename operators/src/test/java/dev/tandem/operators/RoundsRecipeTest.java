package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.Review;
import dev.tandem.core.recipe.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The section of a recipe that says how data and model take turns. */
class RoundsRecipeTest {
    private static final RecipeParser PARSER = new RecipeParser(OperatorCatalog.load());
    private static final String STAGES = """
            name: my.pairs
            stages:
              - {name: read, operators: [images]}
              - {name: kept, operators: [text_length]}
              - {name: aside, from: read, operators: [words]}
            """;

    private static Optional<Rounds> rounds(String section) {
        return PARSER.parse(STAGES + section, "r.yaml").rounds();
    }

    private static String problems(String section) {
        TandemException error = catchThrowableOfType(TandemException.class, () -> rounds(section));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_RECIPE);
        return error.getMessage();
    }

    @Test
    void aRecipeNeedNotHaveRoundsAndAnEmptySectionMeansTheUsual() {
        assertThat(rounds("")).isEmpty();
        assertThat(rounds("rounds: {}")).contains(new Rounds("aside", Optional.empty(), "efficientnet_lite0", "minilm", "my-pairs",
                Optional.empty(), 4, 4, 5, 0.08, 10, 20, 1, 20_000, new Rounds.Stop(3, 0.005, 2, 0.05)));
    }

    @Test
    void everythingCanBeSaid() {
        Rounds all = new Rounds("kept", Optional.of("read"), "i", "t", "m_1", Optional.of("out"), 3, 5, 2, 0.1, 7, 9, 11, 500,
                new Rounds.Stop(8, 0.01, 3, 0.2));
        assertThat(rounds("""
                rounds: {from: kept, rejects: read, image_model: i, text_model: t, model: m_1, publish: out, held_out: 3, folds: 5,
                  swaps: 2, wanted_noise: 0.1, most_copies: 7, epochs: 9, seed: 11, most_pairs: 500,
                  stop: {most_rounds: 8, min_gain: 0.01, patience: 3, collapse: 0.2}}
                """)).contains(all);
        assertThat(Json.read(Json.bytes(all), Rounds.class)).isEqualTo(all);
        assertThat(all.atMost(2).stop().mostRounds()).isEqualTo(2);
        assertThat(all.atMost(2).withoutStop()).isEqualTo(all.withoutStop());
    }

    @Test
    void dataForWhatIsWorstAndOtherJudgesCanBeSaid() {
        Rounds rounds = rounds("rounds: {worst: {slices: 2, budget: 40, reserve: more.zip}, mode: cooperative, partner: {image_model: i}}")
                .orElseThrow();
        assertThat(rounds.worst()).contains(new Rounds.Worst(
                2, 40, List.of(Rounds.Source.RESERVE, Rounds.Source.REJECTS), List.of("more.zip")));
        assertThat(rounds.other()).contains(new Rounds.Other(Rounds.Mode.COOPERATIVE, "i", "minilm"));
        assertThat(rounds("rounds: {worst: {budget: 4}}").orElseThrow().worst())
                .contains(new Rounds.Worst(1, 4, List.of(Rounds.Source.REJECTS), List.of()));
        assertThat(rounds("rounds: {worst: {budget: 4, from: [rejects, reserve], reserve: [a, b]}}").orElseThrow().worst().orElseThrow())
                .satisfies(worst -> assertThat(worst.from()).containsExactly(Rounds.Source.REJECTS, Rounds.Source.RESERVE));
        assertThat(rounds("rounds: {mode: self}").orElseThrow().other()).isEmpty();
        assertThat(Json.read(Json.bytes(rounds), Rounds.class)).isEqualTo(rounds);
        // What was stored before there were these is read, and has the same digest as ever.
        assertThat(Json.text(rounds("rounds: {}").orElseThrow())).doesNotContain("worst", "other");

        assertThat(problems("rounds: {worst: {slices: 2}}")).contains("'worst' needs 'budget'");
        assertThat(problems("rounds: {worst: {budget: 4, from: reserve}}")).contains("'from: reserve' needs 'reserve'");
        assertThat(problems("rounds: {worst: {budget: 4, from: rejects, reserve: a}}")).contains("add 'reserve' to 'from'");
        assertThat(problems("rounds: {worst: {budget: 4, from: [people]}}"))
                .contains("'from' must be one of [reserve, rejects, augment, creator]");
        assertThat(problems("rounds: {mode: others}")).contains("[self, external, cooperative]", "others");
        assertThat(problems("rounds: {mode: external}")).contains("needs 'judge");
        assertThat(problems("rounds: {partner: {image_model: i}}")).contains("'partner' is for 'mode: cooperative'", "mode: self");
    }

    @Test
    void whichModelsAreServedCanBeSaidAndChangesNothingOfARound() {
        assertThat(rounds("rounds: {}").orElseThrow().serve()).isEqualTo(Rounds.Serve.BEST);
        Rounds none = rounds("rounds: {serve: none}").orElseThrow();
        assertThat(none.serve()).isEqualTo(Rounds.Serve.NONE);
        assertThat(none.atMost(2).serve()).isEqualTo(Rounds.Serve.NONE);
        assertThat(none.withoutStop()).isEqualTo(rounds("rounds: {}").orElseThrow().withoutStop());
        assertThat(problems("rounds: {serve: some}")).contains("[best, all, none]", "some");
    }

    @Test
    void pairsCanBeMadeForWhatIsWorst() {
        Rounds.Worst usual = rounds("rounds: {worst: {budget: 4, from: [augment]}}").orElseThrow().worst().orElseThrow();
        assertThat(usual.made().orElseThrow().augment()).extracting(OperatorUse::name).containsExactly("image_augment", "text_noise");
        Rounds rounds = rounds("""
                rounds: {worst: {budget: 4, from: [augment, creator], augment: [image_augment: {min_crop: 0.9}],
                  creator: [recaption: {model: llava, budget: [calls=9]}]}}
                """).orElseThrow();
        assertThat(rounds.worst().orElseThrow().made()).contains(new Rounds.Made(
                List.of(new OperatorUse("image_augment", Map.of("min_crop", 0.9))),
                Optional.of(new OperatorUse("recaption", Map.of("model", "llava", "budget", List.of("calls=9"))))));
        assertThat(Json.text(Json.read(Json.bytes(rounds), Rounds.class))).isEqualTo(Json.text(rounds));
        assertThat(problems("rounds: {worst: {budget: 4, from: creator}}")).contains("'from: creator' needs 'creator'");
        assertThat(problems("rounds: {worst: {budget: 4, augment: [text_noise]}}")).contains("add 'augment' to 'from'");
        assertThat(problems("rounds: {worst: {budget: 4, from: augment, augment: [text_length]}}"))
                .contains("makes no pairs; name mappers");
        assertThat(problems("rounds: {worst: {budget: 4, from: augment, augment: [text_nois]}}")).contains("text_noise");
    }

    @Test
    void peopleCanBeAskedBetweenRounds() {
        Rounds rounds = rounds("rounds: {people: {share: 0.1, falls_to: 0.02, agreement: 0.8, timeout: 2d, on_timeout: accept}}")
                .orElseThrow();
        assertThat(rounds.people()).contains(
                new Rounds.People(0.1, 0.02, 0.8, OptionalLong.of(172_800), Review.OnTimeout.ACCEPT));
        assertThat(rounds("rounds: {people: {share: 0.1}}").orElseThrow().people()).contains(
                new Rounds.People(0.1, 0, 0.9, OptionalLong.empty(), Review.OnTimeout.STOP));
        assertThat(Json.read(Json.bytes(rounds), Rounds.class)).isEqualTo(rounds);
        assertThat(rounds.withoutStop()).isEqualTo(rounds("rounds: {}").orElseThrow().withoutStop());
        assertThat(problems("rounds: {people: {}}")).contains("'people' needs 'share'");
        assertThat(problems("rounds: {people: {share: 0.1, on_timeout: stop}}")).contains("'on_timeout' needs 'timeout'");
        assertThat(problems("rounds: {people: {share: 0.1, falls_to: 0.2}}")).contains("must not be above 'share'");
        assertThat(problems("rounds: {people: {share: 0.1, timeout: soon}}")).contains("'timeout' is a time such as");
    }

    @Test
    void whatIsWrongIsSaidWithItsLineAndWhatIsExpected() {
        assertThat(problems("rounds: {fold: 3}")).contains("r.yaml:6", "fold", "folds");
        assertThat(problems("rounds: {from: keept}")).contains("'from: keept' names no stage", "kept");
        assertThat(problems("rounds: {from: kept, rejects: aside}")).contains("'rejects: aside'", "an earlier one on its way");
        assertThat(problems("rounds: {from: kept, rejects: kept}")).contains("'rejects: kept'");
        assertThat(problems("rounds: {folds: 1}")).contains("'folds'", "2");
        assertThat(problems("rounds: {epochs: 2.5}")).contains("'epochs' must be a whole number");
        assertThat(problems("rounds: {wanted_noise: 0.9}")).contains("'wanted_noise'");
        assertThat(problems("rounds: {model: Über}")).contains("'model'", "Über");
        assertThat(problems("rounds: {stop: {rounds: 3}}")).contains("rounds", "most_rounds");
        assertThat(problems("rounds: {folds: 1, swaps: 0, stop: {patience: 0}}").lines()).hasSize(3);
    }

    @Test
    void theExampleRecipeIsRight() throws IOException {
        Rounds rounds = PARSER.parse(Files.readString(Path.of("../recipes/rounds.yaml")), "rounds.yaml").rounds().orElseThrow();
        assertThat(rounds.rejects()).contains("pairs");
        assertThat(rounds.imageModel()).isEqualTo("picture_grid");
    }
}

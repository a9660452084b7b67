package dev.tandem.operators.text.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class NgramModelTest {
    private static double[] scores(NgramModel model, String line) {
        LongArrayList words = new LongArrayList();
        NgramTokens.add(line.toCharArray(), 0, line.length(), words);
        return model.scores(words.elements(), 0, words.size());
    }

    private static double probability(NgramModel model, List<String> context, String word) {
        List<String> line = new ArrayList<>(context);
        line.add(word);
        double[] scores = scores(model, String.join(" ", line));
        return Math.pow(10, scores[context.size()]);
    }

    /** The end of the line. */
    private static double endProbability(NgramModel model, List<String> context) {
        double[] scores = scores(model, String.join(" ", context));
        return Math.pow(10, scores[scores.length - 1]);
    }

    private static double perplexity(NgramModel model, List<String> lines) {
        double[] all = lines.stream().flatMapToDouble(line -> Arrays.stream(scores(model, line))).toArray();
        return Math.pow(10, -Arrays.stream(all).sum() / all.length);
    }

    @Property(tries = 200)
    void theProbabilitiesOfAllWordsAfterAContextSumToOne(
            @ForAll @From("texts") List<List<String>> text,
            @ForAll @IntRange(min = 1, max = 4) int order,
            @ForAll @IntRange(max = 2) int prune,
            @ForAll @From("line") List<String> context) {
        NgramModel model = NgramModels.model(text.stream().map(line -> String.join(" ", line)).toList(), order, prune);
        Set<String> words = new LinkedHashSet<>(text.stream().flatMap(List::stream).toList());

        double sum = endProbability(model, context) + probability(model, context, "unknown");
        for (String word : words) {
            sum += probability(model, context, word);
        }
        assertThat(sum).isEqualTo(1, within(1e-5));
    }

    @Property(tries = 100)
    void probabilitiesAreThoseOfTheFormula(
            @ForAll @From("texts") List<List<String>> text,
            @ForAll @IntRange(min = 1, max = 4) int order,
            @ForAll @From("line") List<String> line) {
        NgramModel model = NgramModels.model(text.stream().map(words -> String.join(" ", words)).toList(), order, 0);
        KneserNey formula = new KneserNey(text, order);

        double[] scores = scores(model, String.join(" ", line));
        for (int i = 0; i <= line.size(); i++) {
            assertThat(Math.pow(10, scores[i])).isEqualTo(formula.probability(line, i), within(1e-5));
        }
    }

    @Provide
    Arbitrary<List<List<String>>> texts() {
        return line().filter(line -> !line.isEmpty()).list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<String>> line() {
        return Arbitraries.of("a", "b", "c", "d", "e").list().ofMaxSize(6);
    }

    @Test
    void textOfTheKindThatItLearntFromIsMoreLikelyThanTheSameWordsInAnotherOrder() {
        List<String> learnt = NgramModels.lines(300, 1);
        List<String> other = NgramModels.lines(50, 2);
        List<String> shuffled = other.stream().map(NgramModelTest::shuffled).toList();
        NgramModel model = NgramModels.model(learnt, 4, 0);

        assertThat(perplexity(model, learnt)).isLessThan(5);
        assertThat(perplexity(model, other)).isLessThan(6);
        assertThat(perplexity(model, shuffled)).isGreaterThan(10 * perplexity(model, other));
    }

    private static String shuffled(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        Collections.shuffle(words, new Random(3));
        return String.join(" ", words);
    }

    @Test
    void theSameTextGivesTheSameModelAndAnotherOneAnother() {
        byte[] file = NgramModels.model(NgramModels.lines(100, 1), 5, 1).encode();

        assertThat(NgramModels.model(NgramModels.lines(100, 1), 5, 1).encode()).isEqualTo(file);
        assertThat(NgramModels.model(NgramModels.lines(101, 1), 5, 1).encode()).isNotEqualTo(file);
        assertThat(NgramModel.decode(file).encode()).isEqualTo(file);
    }

    @Test
    void whatIsPrunedIsLeftToShorterNgrams() {
        List<String> lines = NgramModels.lines(100, 1);
        NgramModel whole = NgramModels.model(lines, 4, 0);
        NgramModel pruned = NgramModels.model(lines, 4, 3);

        assertThat(pruned.size(2)).isEqualTo(whole.size(2));
        assertThat(pruned.size(4)).isLessThan(whole.size(4)).isPositive();
        assertThat(perplexity(pruned, lines)).isGreaterThan(perplexity(whole, lines));
    }

    @Test
    void caseAndDigitsMakeNoDifferenceAndOtherCharactersStandAlone() {
        NgramModel model = NgramModels.model(List.of("Tide 10:30 (low), naïve", "東京 の 塔"), 3, 0);

        assertThat(scores(model, "tide 42 : 59( LOW ) , NAÏVE")).isEqualTo(scores(model, "Tide 10:30 (low), naïve")).hasSize(10);
        assertThat(scores(model, "東京の塔")).isEqualTo(scores(model, "東 京 の 塔")).hasSize(5);
    }

    @Test
    void aDamagedFileIsToldAsSuch() {
        byte[] file = NgramModels.file();
        for (int length = 0; length < file.length; length += file.length / 50) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> NgramModel.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int at = 0; at < file.length; at += 97) {
            byte[] changed = file.clone();
            changed[at] ^= (byte) 0xFF;
            try {
                assertThat(NgramModel.decode(changed).order()).isEqualTo(3);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }
    }

    @Test
    void thereIsNothingToLearnFromNoWords() {
        assertThatThrownBy(() -> NgramModels.model(List.of("", " \t"), 2, 0)).hasMessageContaining("no words");
        assertThatThrownBy(() -> new NgramTrainer(0, 0)).hasMessageContaining("1 to 10");
        assertThatThrownBy(() -> new NgramTrainer(2, -1)).hasMessageContaining("-1");
    }
}

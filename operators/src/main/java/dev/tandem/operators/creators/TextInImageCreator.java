package dev.tandem.operators.creators;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.operators.creators.drawing.Fonts;
import dev.tandem.operators.creators.drawing.WrittenLines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringTokenizer;

/**
 * Writes words of a sample's text into pictures, by chance in one of three fonts, in several sizes and colours, turned a little and
 * with specks of noise, and asks what stands there: in a line, in all of it, how many words. Answers are found once more by other code
 * from what was written, which metadata has as {@code written}. A sample without words that the fonts have is refused: they are those
 * of DejaVu, for Latin, Greek and Cyrillic. Bytes depend on the release of the JDK, as those of {@code chart_questions} do.
 */
@OperatorName("text_in_image")
public final class TextInImageCreator implements VerifyingCreator {
    private static final String ALL = "What does the picture say?";
    private static final String WORDS = "How many words are in the picture?";
    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_WORD = 20;
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth", "sixth");

    private final Params params;
    private final Lineage lineage;

    public TextInImageCreator(Params params) {
        this.params = params;
        this.lineage = Lineage.of(TextInImageCreator.class, params.seed(), params.round());
    }

    /**
     * How much is written, and how it looks.
     *
     * @param pictures for each sample
     * @param questions most questions for each picture
     * @param maxLines most lines of a picture
     * @param maxChars most code points of a line
     * @param maxRotation by how many degrees a picture is turned at most, to either side
     * @param noise share of pixels that become specks
     * @param seed another seed takes other words and makes other pictures
     * @param round number of the round of development that items are made in; 0 for none
     */
    public record Params(
            @Setting(value = "1", min = 1, max = 1000) int pictures,
            @Setting(value = "2", min = 1, max = 8) int questions,
            @Setting(value = "4", min = 1, max = 6) int maxLines,
            @Setting(value = "28", min = 20, max = 80) int maxChars,
            @Setting(value = "6", min = 0, max = 45) double maxRotation,
            @Setting(value = "0.01", min = 0, max = 0.2) double noise,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round) {}

    @Override
    public void create(SampleView parent, Output out) {
        List<String> words = words(parent.text());
        if (words.isEmpty()) {
            out.refuse("no words to write");
            return;
        }
        for (int i = 1; i <= params.pictures(); i++) {
            Random random = lineage.random(parent.sample(), "picture " + i);
            List<String> lines = lines(words, random);
            Part.Media picture = WrittenLines.by(random, params.maxRotation(), params.noise()).draw(lines, random).part(Map.of());
            ask(parent.sample(), i, lines, picture, random, out);
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
        while (tokens.hasMoreTokens()) {
            String word = tokens.nextToken();
            if (word.codePointCount(0, word.length()) <= LONGEST_WORD && isShown(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private static boolean isShown(String word) {
        for (Fonts font : Fonts.values()) {
            if (!font.shows(word)) {
                return false;
            }
        }
        return true;
    }

    /** Words that follow each other, from some place on. */
    private List<String> lines(List<String> words, Random random) {
        int count = 1 + random.nextInt(params.maxLines());
        int at = random.nextInt(words.size());
        List<String> lines = new ArrayList<>();
        while (lines.size() < count && at < words.size()) {
            int most = LONGEST_WORD + random.nextInt(params.maxChars() - LONGEST_WORD + 1);
            StringBuilder line = new StringBuilder(words.get(at++));
            while (at < words.size() && line.length() + 1 + words.get(at).length() <= most) {
                line.append(' ').append(words.get(at++));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private void ask(Sample parent, int number, List<String> lines, Part.Media picture, Random random, Output out) {
        List<Integer> kinds = new ArrayList<>(List.of(-1, -2));
        for (int line = 0; line < lines.size(); line++) {
            kinds.add(line);
        }
        Collections.shuffle(kinds, random);
        for (int i = 0; i < Math.min(params.questions(), kinds.size()); i++) {
            int kind = kinds.get(i);
            String question = kind == -1 ? ALL : kind == -2 ? WORDS : "What is written in the " + ORDINALS.get(kind) + " line?";
            String answer = kind == -1
                    ? String.join("\n", lines)
                    : kind == -2 ? Long.toString(lines.stream().mapToLong(TextInImageCreator::wordsOf).sum()) : lines.get(kind);
            Map<String, String> metadata = lineage.metadata(parent);
            metadata.put(ItemMetadata.WRITTEN, String.join("\n", lines));
            out.accept(Sample.of(
                    parent.source() + "#text-" + number + "-question-" + (i + 1), List.of(parent.id()), metadata,
                    QuestionItem.parts(picture, question, answer)));
        }
    }

    private static long wordsOf(String line) {
        return 1 + line.chars().filter(c -> c == ' ').count();
    }

    @Override
    public Optional<String> fault(Sample made) {
        String written = made.metadata().getOrDefault(ItemMetadata.WRITTEN, "");
        String question = QuestionItem.text(made, PartAttributes.QUESTION);
        String answer = switch (question) {
            case ALL -> written;
            case WORDS -> Integer.toString(new StringTokenizer(written).countTokens());
            default -> {
                String[] lines = written.split("\n");
                String[] words = question.split(" ");
                int line = words.length == 7 ? ORDINALS.indexOf(words[5]) : -1;
                yield line >= 0 && line < lines.length ? lines[line] : "";
            }
        };
        return QuestionItem.fault(made, Optional.of(answer).filter(found -> !found.isEmpty()));
    }
}

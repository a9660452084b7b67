package dev.tandem.operators.creators;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.operators.creators.drawing.Canvas;
import dev.tandem.operators.creators.drawing.Marks;
import dev.tandem.operators.image.codec.ImageDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws numbered marks on the regions of images, as Set-of-Mark prompting does, so that a text can speak of a place by its number, and
 * asks what is at the marks where regions have names: at one, and at all of them in turn. Regions are the attribute {@code regions} of an
 * image, a line each: left, top, width and height in pixels, and a name, separated by tabs; {@code counting_scenes} and
 * {@code spatial_scenes} write them. An image whose regions have no names is marked and keeps the sample's texts. The original stays.
 */
@OperatorName("marked_regions")
public final class MarkedRegionsCreator implements VerifyingCreator {
    private static final String ALL = "What is at the marks, one by one?";
    private static final String ONE = "What is at mark ";

    private final Params params;
    private final MediaLimits limits;
    private final Lineage lineage;

    public MarkedRegionsCreator(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.lineage = Lineage.of(MarkedRegionsCreator.class, params.seed(), params.round());
    }

    /**
     * How much is marked and asked.
     *
     * @param maxRegions most regions that are marked, the first ones
     * @param questions how many marks are asked about one by one, beside all together
     * @param seed another seed asks about other marks
     * @param round number of the round of development that items are made in; 0 for none
     */
    public record Params(
            @Setting(value = "20", min = 1, max = 99) int maxRegions,
            @Setting(value = "1", min = 0, max = 99) int questions,
            @Setting("42") long seed,
            @Setting(value = "0", min = 0, max = 1_000_000) int round) {}

    @Override
    public void create(SampleView parent, Output out) throws SampleFailedException {
        int number = 0;
        for (Part.Media image : parent.media()) {
            String text = image.attributes().getOrDefault(PartAttributes.REGIONS, "");
            if (image.modality() != Modality.IMAGE || text.isEmpty()) {
                continue;
            }
            number++;
            Canvas canvas = Canvas.of(ImageDecoder.decode(image.content(), limits).pixels());
            List<Region> regions = Region.of(text, canvas.width(), canvas.height(), params.maxRegions());
            if (regions.isEmpty()) {
                out.refuse("no region in the image");
            } else {
                Part.Media marked = marked(canvas, regions);
                String place = parent.sample().source() + "#marks-" + number;
                if (regions.stream().anyMatch(region -> region.name().isEmpty())) {
                    unnamed(parent.sample(), marked, place, out);
                } else {
                    ask(parent.sample(), marked, regions, place, out);
                }
            }
        }
    }

    private static Part.Media marked(Canvas canvas, List<Region> regions) {
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            Marks.draw(canvas, i + 1, region.left(), region.top(), region.width(), region.height());
        }
        return canvas.part(Map.of(PartAttributes.REGIONS, regions.stream()
                .map(region -> region.left() + "\t" + region.top() + "\t" + region.width() + "\t" + region.height() + "\t" + region.name())
                .collect(Collectors.joining("\n"))));
    }

    private void unnamed(Sample parent, Part.Media marked, String place, Output out) {
        List<Part> parts = new ArrayList<>(List.of(marked));
        parent.parts().stream().filter(Part.Text.class::isInstance).forEach(parts::add);
        out.accept(Sample.of(place, List.of(parent.id()), lineage.metadata(parent), parts));
    }

    private void ask(Sample parent, Part.Media marked, List<Region> regions, String place, Output out) {
        String all = IntStream.range(0, regions.size())
                .mapToObj(i -> i + 1 + ": " + regions.get(i).name())
                .collect(Collectors.joining("\n"));
        out.accept(item(parent, place + "-all", QuestionItem.parts(marked, ALL, all)));
        lineage.random(parent, place).ints(0, regions.size()).distinct().limit(Math.min(params.questions(), regions.size()))
                .forEach(i -> out.accept(item(
                        parent, place + "-mark-" + (i + 1),
                        QuestionItem.parts(marked, ONE + (i + 1) + "?", regions.get(i).name()))));
    }

    private Sample item(Sample parent, String place, List<Part> parts) {
        return Sample.of(place, List.of(parent.id()), lineage.metadata(parent), parts);
    }

    @Override
    public Optional<String> fault(Sample made) {
        String[] lines = made.parts().getFirst().attributes().getOrDefault(PartAttributes.REGIONS, "").split("\n");
        String question = QuestionItem.text(made, PartAttributes.QUESTION);
        if (question.equals(ALL)) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < lines.length; i++) {
                all.append(i == 0 ? "" : "\n").append(i + 1).append(": ").append(lines[i].substring(lines[i].lastIndexOf('\t') + 1));
            }
            return QuestionItem.fault(made, Optional.of(all.toString()));
        }
        if (!question.startsWith(ONE)) {
            // Nothing is said of an image without names.
            return Optional.empty();
        }
        int mark = Integer.parseInt(question.substring(ONE.length(), question.length() - 1));
        return QuestionItem.fault(made, Optional.of(lines[mark - 1].substring(lines[mark - 1].lastIndexOf('\t') + 1)));
    }
}

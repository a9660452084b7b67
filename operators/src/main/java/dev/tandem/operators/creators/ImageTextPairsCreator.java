package dev.tandem.operators.creators;

import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import java.util.List;
import java.util.Map;

/**
 * Makes a pair of image and description of every described image of a page; images that nobody described are refused.
 */
@OperatorName(value = "image_text_pairs", version = 2)
public final class ImageTextPairsCreator implements Creator {
    private final Params params;

    public ImageTextPairsCreator(Params params) {
        this.params = params;
    }

    /**
     * What counts as a description.
     *
     * @param describeBy attributes that describe an image, the first that is there counts: alt, caption
     * @param minDescriptionChars shortest description, in code points
     */
    public record Params(
            @Setting("alt,caption") List<String> describeBy, @Setting(value = "5", min = 1) int minDescriptionChars) {
        private static final List<String> KNOWN = List.of(PartAttributes.ALT, PartAttributes.CAPTION);

        public Params {
            if (describeBy.isEmpty() || !KNOWN.containsAll(describeBy)) {
                throw new IllegalArgumentException(
                        "'describe_by' must name some of " + KNOWN + ", found " + describeBy);
            }
        }
    }

    @Override
    public void create(SampleView parent, Output out) {
        Sample page = parent.sample();
        int number = 0;
        for (Part.Media media : parent.media()) {
            if (media.modality() != Modality.IMAGE) {
                continue;
            }
            number++;
            String description = description(media);
            if (description.isEmpty()) {
                out.refuse("image without description");
            } else if (description.codePointCount(0, description.length()) < params.minDescriptionChars()) {
                out.refuse("description too short");
            } else {
                Map<String, String> metadata = Lineage.excerpt(ImageTextPairsCreator.class, page);
                out.accept(Sample.of(
                        page.source() + "#image-" + number,
                        List.of(page.id()),
                        metadata,
                        List.of(media, new Part.Text(
                                description, Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION)))));
            }
        }
    }

    private String description(Part.Media media) {
        return params.describeBy().stream()
                .map(attribute -> media.attributes().getOrDefault(attribute, "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}

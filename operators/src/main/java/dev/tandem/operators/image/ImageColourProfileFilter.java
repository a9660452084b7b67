package dev.tandem.operators.image;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.IccProfile;
import dev.tandem.operators.image.codec.ImageHeader;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps samples by the colour space of their images, and by whether these carry a colour profile (ICC). The names of the
 * profiles are stored beside, such as {@code sRGB IEC61966-2.1} or {@code Display P3}. Images of inks (CMYK) look wrong to
 * most who take pixels for red, green and blue; the mapper {@code image_srgb} converts them, and pictures with profiles.
 */
@OperatorName("image_colour_profile")
public final class ImageColourProfileFilter implements Filter {
    private final Params params;
    private final MediaLimits limits;

    public ImageColourProfileFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        for (String space : params.colourSpaces()) {
            if (!List.of("grey", "rgb", "cmyk").contains(space)) {
                throw new IllegalArgumentException("parameter 'colour_spaces' lists grey, rgb or cmyk, found '" + space + "'");
            }
        }
    }

    /**
     * What is kept.
     *
     * @param colourSpaces colour spaces kept: {@code grey}, {@code rgb}, {@code cmyk}
     * @param requireProfile whether only images with a colour profile are kept
     * @param anyOrAll whether one such image is enough
     */
    public record Params(
            @Setting("grey,rgb") List<String> colourSpaces,
            @Setting("false") boolean requireProfile,
            @Setting("any") AnyOrAll anyOrAll) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.text("colour_spaces"), Feature.numbers("has_profile"), Feature.text("profiles"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            SampleImages images = SampleImages.of(sample, limits);
            List<String> spaces = new ArrayList<>();
            List<String> names = new ArrayList<>();
            double[] profiles = new double[images.count()];
            for (int i = 0; i < images.count(); i++) {
                ImageHeader header = images.image(i).header();
                Optional<IccProfile> profile = IccProfile.of(header.profile());
                spaces.add(header.colours().name().toLowerCase(Locale.ROOT));
                names.add(profile.map(IccProfile::name).orElse(""));
                profiles[i] = profile.isPresent() ? 1 : 0;
            }
            out.text(row, 0, String.join("\n", spaces));
            out.numbers(row, 1, profiles);
            out.text(row, 2, String.join("\n", names));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        double[] profiles = row.numbers(1);
        String[] spaces = row.text(0).split("\n");
        return params.anyOrAll().decide(
                profiles.length,
                i -> params.colourSpaces().contains(spaces[i]) && (profiles[i] == 1 || !params.requireProfile()),
                "colour space or profile not wanted");
    }
}

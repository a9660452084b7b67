package dev.tandem.operators.readers;

import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Reader;
import java.util.List;

/** Reads image files, one sample each; a text file of the same name beside an image is its description. */
@OperatorName(value = "images", version = 3)
public final class ImagesReader implements Reader {
    private static final DescribedFiles FILES =
            new DescribedFiles("image", ImageType::isNamedLikeImage, MediaParts::image);

    private final MediaLimits limits;

    public ImagesReader(Params params, OperatorContext context) {
        this.limits = context.mediaLimits();
    }

    /** It has none. */
    public record Params() {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        return FILES.split(input, samplesPerSplit);
    }

    @Override
    public void read(Input input, Split split, Output out) {
        FILES.read(input, split, limits, out);
    }
}

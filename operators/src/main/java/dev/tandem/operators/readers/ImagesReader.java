package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads image files, one sample each; a text file of the same name beside an image is its description. */
@OperatorName(value = "images", version = 3)
public final class ImagesReader implements Reader {
    private final MediaLimits limits;

    public ImagesReader(Params params, OperatorContext context) {
        this.limits = context.mediaLimits();
    }

    /** It has none. */
    public record Params() {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        return Split.cut("", images(input).size(), samplesPerSplit);
    }

    @Override
    public void read(Input input, Split split, Output out) {
        FolderPages files = new FolderPages(input, limits);
        for (InputFile file : images(input).subList((int) split.from(), (int) split.to())) {
            try {
                out.accept(sample(file, files));
            } catch (SampleFailedException e) {
                out.fail(file.name(), e.code(), e.getMessage());
            }
        }
    }

    private static Sample sample(InputFile file, FolderPages files) throws SampleFailedException {
        byte[] bytes = files.media(file.name());
        String type = ImageType.of(bytes)
                .orElseThrow(() ->
                        new SampleFailedException(ErrorCode.BROKEN_MEDIA, "The file is no image of a known kind"));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Media(
                Modality.IMAGE, type, MediaContent.of(bytes), Map.of(PartAttributes.URL, file.name())));
        String base = file.name().substring(0, file.name().lastIndexOf('.'));
        if (files.contains(base + ".txt")) {
            parts.add(new Part.Text(
                    StrictText.decode(files.page(base + ".txt"), StandardCharsets.UTF_8).strip(),
                    Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION)));
        }
        return Sample.read(file.name(), Map.of(SampleMetadata.INPUT, file.name()), parts);
    }

    private static List<InputFile> images(Input input) {
        return input.files().stream().filter(file -> ImageType.isNamedLikeImage(file.name())).toList();
    }
}

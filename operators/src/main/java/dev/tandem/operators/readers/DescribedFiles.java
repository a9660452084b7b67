package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Media files of an input, one sample each, with a text file of the same name as description.
 *
 * @param kind in a message
 * @param named whether a file is one of them by its name
 * @param typed the part of a file's bytes and name, where it is of a known kind
 */
record DescribedFiles(String kind, Predicate<String> named, BiFunction<byte[], String, Optional<Part.Media>> typed) {

    List<Reader.Split> split(Reader.Input input, int samplesPerSplit) {
        return Reader.Split.cut("", files(input).size(), samplesPerSplit);
    }

    void read(Reader.Input input, Reader.Split split, MediaLimits limits, Reader.Output out) {
        FolderPages folder = new FolderPages(input, limits);
        for (Reader.InputFile file : files(input).subList((int) split.from(), (int) split.to())) {
            try {
                out.accept(sample(file, folder));
            } catch (SampleFailedException e) {
                out.fail(file.name(), e.code(), e.getMessage());
            }
        }
    }

    private Sample sample(Reader.InputFile file, FolderPages folder) throws SampleFailedException {
        List<Part> parts = new ArrayList<>();
        parts.add(typed.apply(folder.media(file.name()), file.name())
                .orElseThrow(() -> new SampleFailedException(ErrorCode.BROKEN_MEDIA, "The file is no " + kind + " of a known kind")));
        String base = file.name().substring(0, file.name().lastIndexOf('.'));
        if (folder.contains(base + ".txt")) {
            parts.add(new Part.Text(
                    StrictText.decode(folder.page(base + ".txt"), StandardCharsets.UTF_8).strip(),
                    Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION)));
        }
        return Sample.read(file.name(), Map.of(SampleMetadata.INPUT, file.name()), parts);
    }

    private List<Reader.InputFile> files(Reader.Input input) {
        return input.files().stream().filter(file -> named.test(file.name())).toList();
    }
}

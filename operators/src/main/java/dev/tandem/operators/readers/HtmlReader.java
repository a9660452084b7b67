package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Reader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;

/**
 * Reads HTML pages from files, folders, and zip or jar archives, as interleaved text, tables and images. Navigation and
 * other boilerplate is left out; images come with their description, caption and the text around them. Links are followed
 * inside the input only: nothing is fetched from the network.
 */
@OperatorName(value = "html", version = 2)
public final class HtmlReader implements Reader {
    private final MediaLimits limits;

    public HtmlReader(Params params, OperatorContext context) {
        this.limits = context.mediaLimits();
    }

    /** It has none. */
    public record Params() {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        List<Split> splits = new ArrayList<>();
        chunks("", loosePages(input).size(), samplesPerSplit, splits);
        for (InputFile file : input.files()) {
            if (isArchive(file.name())) {
                try (ZipFile archive = new ZipFile(file.path().toFile())) {
                    chunks(file.name(), ArchivePages.names(archive).size(), samplesPerSplit, splits);
                } catch (IOException e) {
                    // A split of its own, so that reading it reports the file.
                    splits.add(new Split(file.name(), 0, 1));
                }
            }
        }
        return splits;
    }

    @Override
    public void read(Input input, Split split, Output out) {
        if (split.file().isEmpty()) {
            FolderPages pages = new FolderPages(input, limits);
            read(pages, loosePages(input), split, "", out);
            return;
        }
        InputFile file = input.files().stream()
                .filter(candidate -> candidate.name().equals(split.file()))
                .findFirst()
                .orElseThrow();
        try (ZipFile archive = new ZipFile(file.path().toFile())) {
            read(new ArchivePages(archive, limits), ArchivePages.names(archive), split, file.name() + "!/", out);
        } catch (IOException e) {
            out.fail(file.name(), ErrorCode.UNREADABLE_INPUT, "Not a readable zip archive: " + e.getMessage());
        }
    }

    private void read(Pages pages, List<String> names, Split split, String prefix, Output out) {
        PageParser parser = new PageParser(pages);
        for (String name : names.subList((int) split.from(), (int) Math.min(split.to(), names.size()))) {
            try {
                out.accept(parser.parse(name, prefix + name, prefix.isEmpty() ? name : split.file()));
            } catch (SampleFailedException e) {
                out.fail(prefix + name, e.code(), e.getMessage());
            }
        }
    }

    private static void chunks(String file, int count, int size, List<Split> splits) {
        for (int from = 0; from < count; from += size) {
            splits.add(new Split(file, from, Math.min(from + size, count)));
        }
    }

    private static List<String> loosePages(Input input) {
        return input.files().stream().map(InputFile::name).filter(HtmlReader::isPage).sorted().toList();
    }

    static boolean isPage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".html") || lower.endsWith(".htm") || lower.endsWith(".xhtml");
    }

    private static boolean isArchive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".zip") || lower.endsWith(".jar");
    }
}

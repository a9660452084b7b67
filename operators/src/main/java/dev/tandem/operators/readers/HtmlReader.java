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
 * other boilerplate is left out; images come with their description, caption and the text around them. Links are
 * followed inside the input only: nothing is fetched from the network. A page was made when it says so itself in its
 * head, else when the archive says that it was last modified.
 */
@OperatorName(value = "html", version = 3)
public final class HtmlReader implements Reader {
    private final MediaLimits limits;

    public HtmlReader(Params params, OperatorContext context) {
        this.limits = context.mediaLimits();
    }

    /** It has none. */
    public record Params() {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        List<Split> splits = new ArrayList<>(Split.cut("", loosePages(input).size(), samplesPerSplit));
        for (InputFile file : input.files()) {
            if (isArchive(file.name())) {
                try (ZipFile archive = new ZipFile(file.path().toFile())) {
                    splits.addAll(Split.cut(file.name(), ArchivePages.names(archive).size(), samplesPerSplit));
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
        InputFile file = input.file(split.file());
        try (ZipFile archive = new ZipFile(file.path().toFile())) {
            read(new ArchivePages(archive, limits), ArchivePages.names(archive), split, file.name() + "!/", out);
        } catch (IOException e) {
            out.fail(file.name(), ErrorCode.UNREADABLE_INPUT, "Not a readable zip archive: " + e.getMessage());
        }
    }

    private void read(Pages pages, List<String> names, Split split, String prefix, Output out) {
        PageParser parser = new PageParser(pages, limits);
        for (int i = (int) split.from(); i < Math.min(split.to(), names.size()); i++) {
            String name = names.get(i);
            try {
                if (i > 0 && names.get(i - 1).equals(name)) {
                    throw new SampleFailedException(
                            ErrorCode.UNREADABLE_INPUT,
                            "The archive has several entries of this name; only one can be read");
                }
                out.accept(parser.parse(name, prefix + name, prefix.isEmpty() ? name : split.file()));
            } catch (SampleFailedException e) {
                out.fail(prefix + name, e.code(), e.getMessage());
            }
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

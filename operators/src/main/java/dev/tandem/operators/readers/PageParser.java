package dev.tandem.operators.readers;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.MediaLimits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Makes one sample of one page. */
final class PageParser {
    private final Pages pages;
    private final MediaLimits limits;

    PageParser(Pages pages, MediaLimits limits) {
        this.pages = pages;
        this.limits = limits;
    }

    Sample parse(String path, String source, String input) throws SampleFailedException {
        Document document = Jsoup.parse(StrictText.page(pages.page(path)));
        Map<String, String> metadata = new TreeMap<>();
        put(metadata, SampleMetadata.TITLE, document.title());
        PageTime.declared(document)
                .or(() -> pages.modified(path).map(PageTime::text))
                .ifPresent(time -> metadata.put(SampleMetadata.CREATED, time));
        Element root = document.selectFirst("html");
        put(metadata, "language", root == null ? "" : root.attr("lang"));
        put(metadata, SampleMetadata.INPUT, input);
        PageImages images = new PageImages(pages, path, limits);
        List<Part> parts = new PageWalk(new MainContent(document), images).parts();
        if (images.missing() > 0) {
            metadata.put("missing_images", String.valueOf(images.missing()));
        }
        return Sample.read(source, metadata, parts.isEmpty() ? List.of(new Part.Text("")) : parts);
    }

    private static void put(Map<String, String> metadata, String name, String value) {
        if (!value.isBlank()) {
            metadata.put(name, value.strip());
        }
    }
}

package dev.tandem.operators.readers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** When a page was made, as it says itself in its head. */
final class PageTime {
    private static final String DECLARED =
            "meta[name=dc.created], meta[name=dcterms.created], meta[property=article:published_time], meta[name=date]";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private PageTime() {}

    /** The first declared time that is ISO 8601: a date, or a date and time, in UTC where an offset is given. */
    static Optional<String> declared(Document page) {
        for (Element element : page.select(DECLARED)) {
            Optional<String> time = normal(element.attr("content").strip());
            if (time.isPresent()) {
                return time;
            }
        }
        return Optional.empty();
    }

    static String text(LocalDateTime time) {
        return SECONDS.format(time);
    }

    private static Optional<String> normal(String declared) {
        try {
            if (!declared.contains("T")) {
                return Optional.of(LocalDate.parse(declared).toString());
            }
            boolean offset = declared.matches(".*(Z|[+-]\\d{2}(:?\\d{2})?)");
            return Optional.of(offset
                    ? text(OffsetDateTime.parse(declared).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "Z"
                    : text(LocalDateTime.parse(declared)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

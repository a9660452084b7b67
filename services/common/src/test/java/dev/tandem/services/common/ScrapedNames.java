package dev.tandem.services.common;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of metrics as Prometheus gets them, without the largest values of the last minutes. */
final class ScrapedNames {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+)");

    private ScrapedNames() {}

    static Set<String> of(PrometheusMeterRegistry registry) {
        return TYPE.matcher(registry.scrape()).results()
                .map(found -> found.group(1))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package dev.tandem.operators.metadata;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.PhraseFinder;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Drops samples by the address of their page, by lists of yours, as FineWeb does with datatrove's rules: a domain or a
 * whole host name, an address, a bad word between other characters than plain letters and digits, several doubtful
 * words, or a bad word anywhere when all else is left out. Words of an address count in the case that they have there,
 * as in the reference, so that lists of words, which have small letters, find those in small letters. Unlike there, a
 * host is found in any case, and hosts are found that are numbers or have no public suffix. A sample without an address
 * is dropped.
 */
@OperatorName("url_filter")
public final class UrlFilter implements Filter {
    private static final int HAS_URL = 0;
    private static final int DOMAIN = 1;
    private static final int SUBDOMAIN = 2;
    private static final int URL = 3;
    private static final int BANNED_WORDS = 4;
    private static final int SOFT_WORDS = 5;
    private static final int BANNED_SUBWORDS = 6;

    private static final PageSite NOWHERE = new PageSite("", "");

    private final Params params;
    private final Set<String> domains;
    private final Set<String> urls;
    private final Set<String> bannedWords;
    private final Set<String> softWords;
    private final PhraseFinder bannedSubwords;

    public UrlFilter(Params params) {
        this.params = params;
        this.domains = list(params.extraDomains()).map(domain -> domain.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.urls = list(params.extraUrls()).collect(Collectors.toSet());
        this.bannedWords = normalized(params.bannedWords());
        this.softWords = normalized(params.softBannedWords());
        this.bannedSubwords = new PhraseFinder("banned_subwords", normalized(params.bannedSubwords()));
    }

    /**
     * The lists. What begins with a number sign is a comment; of words plain letters and digits count, in any case.
     *
     * @param softWordThreshold fewest doubtful words of an address that drop a sample
     * @param extraDomains domains such as {@code example.co.uk}, and hosts such as {@code forum.example.co.uk}
     * @param extraUrls whole addresses, as they stand in the field
     * @param bannedWords words of which one drops a sample
     * @param bannedSubwords words of which one drops a sample, within other words too
     * @param softBannedWords doubtful words; different ones are counted
     * @param urlKey the field with the address
     */
    public record Params(
            @Setting(value = "2", min = 1, measured = true) int softWordThreshold,
            @Setting(value = "", measured = true) List<String> extraDomains,
            @Setting(value = "", measured = true) List<String> extraUrls,
            @Setting(value = "", measured = true) List<String> bannedWords,
            @Setting(value = "", measured = true) List<String> bannedSubwords,
            @Setting(value = "", measured = true) List<String> softBannedWords,
            @Setting(value = "url", measured = true) String urlKey) {}

    private static Stream<String> list(List<String> given) {
        return given.stream().map(String::strip).filter(entry -> !entry.isEmpty() && !entry.startsWith("#"));
    }

    private static Set<String> normalized(List<String> given) {
        return list(given).map(UrlFilter::normalized).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }

    /** Plain letters and digits alone, in small letters. */
    private static String normalized(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isOfWord(c)) {
                rest.append(c);
            }
        }
        return rest.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** What stands between other characters. */
    private static Set<String> words(String url) {
        Set<String> words = new HashSet<>();
        int start = 0;
        for (int i = 0; i <= url.length(); i++) {
            if (i == url.length() || !isOfWord(url.charAt(i))) {
                if (start < i) {
                    words.add(url.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    /** 0 or 1 but for the words, of which different ones are counted, and the words anywhere, of which the places are. */
    @Override
    public List<Feature> features() {
        return List.of(
                Feature.number("has_url"),
                Feature.number("domain"),
                Feature.number("subdomain"),
                Feature.number("url"),
                Feature.number("banned_words"),
                Feature.number("soft_banned_words"),
                Feature.number("banned_subwords"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            int[] counts = counts(Field.value(sample.sample().metadata(), params.urlKey()));
            for (int feature = 0; feature < counts.length; feature++) {
                out.number(row, feature, counts[feature]);
            }
        });
    }

    private int[] counts(String url) {
        PageSite site = domains.isEmpty() ? NOWHERE : PageSite.of(url);
        Set<String> words = bannedWords.isEmpty() && softWords.isEmpty() ? Set.of() : words(url);
        return new int[] {
            url.isBlank() ? 0 : 1,
            domains.contains(site.domain()) ? 1 : 0,
            domains.contains(site.host()) ? 1 : 0,
            urls.contains(url) ? 1 : 0,
            count(words, bannedWords),
            count(words, softWords),
            bannedSubwords.count(normalized(url).toCharArray())
        };
    }

    private static int count(Collection<String> words, Set<String> listed) {
        return (int) words.stream().filter(listed::contains).count();
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (row.number(HAS_URL) == 0) {
            return Decision.drop("no url");
        }
        if (row.number(DOMAIN) > 0) {
            return Decision.drop("domain");
        }
        if (row.number(SUBDOMAIN) > 0) {
            return Decision.drop("subdomain");
        }
        if (row.number(URL) > 0) {
            return Decision.drop("url");
        }
        if (row.number(BANNED_WORDS) > 0) {
            return Decision.drop("hard_blacklisted");
        }
        if (row.number(SOFT_WORDS) >= params.softWordThreshold()) {
            return Decision.drop("soft_blacklisted");
        }
        return row.number(BANNED_SUBWORDS) > 0 ? Decision.drop("blacklisted_subword") : Decision.KEEP;
    }
}

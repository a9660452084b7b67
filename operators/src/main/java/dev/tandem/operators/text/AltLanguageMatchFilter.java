package dev.tandem.operators.text;

import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Drops samples whose alternative texts are in another language than the page: they were written by a template, or for another
 * page. Of a page, its prose is compared; of a pair made from one, the text around the picture. An alternative text that is too
 * short to tell its language is taken to match, and so is one without a page to compare it with. Languages are told as {@code language}
 * does, but without a score: of texts as short as these it says nothing.
 */
@OperatorName("alt_language_match")
public final class AltLanguageMatchFilter implements Filter {
    private final Params params;
    private final LanguageIdentifier identifier;

    public AltLanguageMatchFilter(Params params) {
        this.params = params;
        this.identifier = LanguageIdentifier.of(params.candidates(), List.of());
    }

    /**
     * Limits.
     *
     * @param minChars shortest alternative text that is judged, in code points
     * @param maxOtherRatio largest share kept of judged alternative texts in another language
     * @param candidates languages that are told apart
     */
    public record Params(
            @Setting(value = "40", min = 1, measured = true) int minChars,
            @Setting(value = "0", min = 0, max = 1) double maxOtherRatio,
            @Setting(value = "en,de,fr,es,it,pt,nl,pl,ru,zh,ja,ko,ar", measured = true) List<String> candidates) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.text("page_lang"), Feature.text("alt_langs"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            out.text(row, 0, identifier.identify(page(sample.sample())).language());
            out.text(row, 1, alternatives(sample.media()).stream()
                    .map(text -> identifier.identify(text).language())
                    .filter(language -> !language.isEmpty())
                    .collect(Collectors.joining(",")));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (row.text(0).isEmpty() || row.text(1).isEmpty()) {
            return Decision.KEEP;
        }
        String[] languages = row.text(1).split(",");
        long others = Arrays.stream(languages).filter(language -> !language.equals(row.text(0))).count();
        return others <= params.maxOtherRatio() * languages.length
                ? Decision.KEEP
                : Decision.drop("alternative text in another language than the page");
    }

    /** The prose of the page; where the sample has descriptions only, what stood around its images. */
    private static String page(Sample sample) {
        List<String> prose = new ArrayList<>();
        List<String> around = new ArrayList<>();
        for (Part part : sample.parts()) {
            String role = part.attributes().getOrDefault(PartAttributes.ROLE, "");
            if (part instanceof Part.Text text && !role.equals(PartAttributes.DESCRIPTION)) {
                prose.add(text.text());
            }
            around.add(part.attributes().getOrDefault(PartAttributes.SURROUNDING, ""));
        }
        String page = String.join("\n", prose);
        return page.isBlank() ? String.join("\n", around) : page;
    }

    private List<String> alternatives(List<Part.Media> media) {
        return media.stream()
                .filter(part -> part.modality() == Modality.IMAGE)
                .map(part -> part.attributes().getOrDefault(PartAttributes.ALT, "").strip())
                .filter(text -> text.codePointCount(0, text.length()) >= params.minChars())
                .toList();
    }
}

package dev.tandem.operators.testing;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Samples of every shape: texts of any Unicode, images, metadata, parents; and some of everyday ones. */
public final class Samples {
    private Samples() {}

    public static Arbitrary<Sample> any() {
        Arbitrary<Part> text =
                Combinators.combine(texts(), Arbitraries.of("", PartAttributes.QUESTION, PartAttributes.TABLE))
                .as((content, role) ->
                        new Part.Text(content, role.isEmpty() ? Map.of() : Map.of(PartAttributes.ROLE, role)));
        Arbitrary<Part> image = Combinators.combine(Arbitraries.integers().between(1, 5), texts())
                .as((side, alt) -> TestImages.part(TestImages.png(side, side), Map.of(PartAttributes.ALT, alt)));
        return Combinators.combine(
                        texts(),
                        Arbitraries.maps(Arbitraries.of("a", "b", "title"), texts()).ofMaxSize(2),
                        Arbitraries.oneOf(text, text, image).list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.of(0, 2))
                .as((source, metadata, parts, parents) ->
                        Sample.of(source, List.of(Digest.of("p"), Digest.of("q")).subList(0, parents), metadata,
                                parts));
    }

    /** Any characters but halves of surrogate pairs. */
    public static Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(40).map(text -> text.codePoints()
                .filter(codePoint -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    /** A page with prose, a table and a described image; a short one; a pair; one without parts. */
    public static List<Sample> everyday() {
        String prose = "The committee met in the old library, and they decided that the bridge over the river should be painted"
                + " green before the winter comes. Write to jo@example.net or ask 8.8.8.8.\n\nIt was a long evening.";
        Part table = new Part.Text(
                "Name\tSize\nnorth\t1\nsouth\t22\neast\t3", Map.of(PartAttributes.ROLE, PartAttributes.TABLE));
        Part image = TestImages.part(TestImages.png(40, 30), Map.of(
                PartAttributes.ALT, "The green bridge", PartAttributes.SURROUNDING, "the bridge over the river",
                PartAttributes.URL, "img/bridge.png", PartAttributes.REGIONS, "4\t6\t20\t12\ta green bridge"));
        Part description = new Part.Text("The green bridge", Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION));
        Map<String, String> metadata = Map.of(SampleMetadata.TITLE, "Bridges", SampleMetadata.CREATED, "2025-01-01");
        return List.of(
                Sample.read("page", metadata, List.of(new Part.Text(prose), table, image)),
                Sample.read("short", Map.of(), List.of(new Part.Text("a"))),
                Sample.read("pair", metadata, List.of(image, description)),
                Sample.read("nothing", Map.of(), List.of()),
                Sample.read("copy", Map.of(), List.of(new Part.Text(prose), table, image)));
    }
}

package dev.tandem.operators;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.Samples;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.TestMedia;
import dev.tandem.operators.testing.WordVectors;
import dev.tandem.testing.ContractSamples;
import dev.tandem.testing.PassContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What holds for every filter and mapper. */
final class PassContractTest extends PassContract {
    PassContractTest() {
        super(OperatorCatalog.load(), new OperatorContext(new WordVectors(), MediaLimits.DEFAULT));
    }

    @Override
    protected List<Sample> samples() {
        return contractSamples();
    }

    @Override
    protected List<Sample> broken() {
        return brokenSamples();
    }

    /** Everyday samples, sound and video, a gallery, texts of edge cases, and media that cannot be decoded. */
    static List<Sample> contractSamples() {
        List<Sample> samples = new ArrayList<>(Samples.everyday());
        samples.add(TestMedia.sample(TestMedia.TONE, TestMedia.video()));
        samples.add(Sample.read("gallery", Map.of(), List.of(
                TestImages.part(TestImages.png(12, 9), Map.of(PartAttributes.ALT, "A green bridge in winter")),
                TestImages.part(TestImages.png(9, 12), Map.of(PartAttributes.ALT, "A red bridge in winter")))));
        samples.addAll(ContractSamples.edges());
        samples.addAll(brokenSamples());
        return samples;
    }

    private static List<Sample> brokenSamples() {
        List<Sample> broken = new ArrayList<>();
        TestImages.broken().forEach((what, file) -> broken.add(Sample.read(what, Map.of("title", "A picture"), List.of(
                TestImages.part(file, Map.of(PartAttributes.ALT, "some picture")), new Part.Text("text")))));
        TestMedia.broken().forEach((what, file) -> broken.add(Sample.read(what, Map.of(), List.of(TestMedia.part(file)))));
        return broken;
    }
}

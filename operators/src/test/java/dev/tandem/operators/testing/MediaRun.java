package dev.tandem.operators.testing;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one mapper of media as a pass does, in memory. */
public record MediaRun(String operator, Map<String, Object> params, MediaLimits limits) {

    public MediaRun(String operator, Map<String, Object> params) {
        this(operator, params, MediaLimits.DEFAULT);
    }

    /** What became of an image; the very same bytes where it was left alone. */
    public byte[] of(byte[] image) {
        return media(image).content().bytes();
    }

    /** The same with its type. */
    public Part.Media media(byte[] image) {
        Sample sample = TestImages.sample(image);
        List<Verdict> verdicts = new ArrayList<>();
        return (Part.Media) pass(sample, verdicts).overlay().apply(0, sample).parts().getFirst();
    }

    /** Why an image could not be mapped. */
    public Optional<ErrorCode> failure(byte[] image) {
        List<Verdict> verdicts = new ArrayList<>();
        pass(TestImages.sample(image), verdicts);
        return verdicts.getFirst().failure().map(failure -> failure.code());
    }

    private FusedPass.Result pass(Sample sample, List<Verdict> verdicts) {
        return PassStep.inMemory(
                List.of("operator"),
                List.of(OperatorCatalog.load().create(
                        operator, params, new OperatorContext(new WordVectors(), limits))),
                List.of(sample),
                verdicts::add);
    }
}

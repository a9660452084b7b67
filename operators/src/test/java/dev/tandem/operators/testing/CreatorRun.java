package dev.tandem.operators.testing;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a creator made of samples, and why it refused the rest; a sample that failed is refused with its code. */
public record CreatorRun(List<Sample> made, List<String> refused) {

    public static CreatorRun of(String operator, Map<String, Object> params, Sample... parents) {
        return of(operator, params, new OperatorContext(new WordVectors(), MediaLimits.DEFAULT), parents);
    }

    /** With models that are given. */
    public static CreatorRun of(String operator, Map<String, Object> params, OperatorContext context, Sample... parents) {
        Creator creator = (Creator) OperatorCatalog.load().create(operator, params, context);
        CreatorRun run = new CreatorRun(new ArrayList<>(), new ArrayList<>());
        for (Sample parent : parents) {
            try {
                creator.create(new SampleView(parent), Verification.checked(creator, new Creator.Output() {
                    @Override
                    public void accept(Sample sample) {
                        run.made.add(sample);
                    }

                    @Override
                    public void refuse(String reason) {
                        run.refused.add(reason);
                    }
                }));
            } catch (SampleFailedException e) {
                run.refused.add(e.code().name());
            }
        }
        return run;
    }
}

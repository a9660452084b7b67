package dev.tandem.core.forecast;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.RewritingFilter;
import dev.tandem.core.operator.SampleView;
import java.util.List;

/** Operators that do as others do, and take the time. */
final class Timed {
    private Timed() {}

    static CurationOperator of(CurationOperator operator, Stopwatch watch) {
        return switch (operator) {
            case RewritingFilter filter -> new TimedRewritingFilter(filter, watch);
            case Filter filter -> new TimedFilter(filter, watch);
            case Mapper mapper -> new TimedMapper(mapper, watch);
            default -> throw new IllegalArgumentException(operator + " is neither a filter nor a mapper");
        };
    }

    private record TimedMapper(Mapper mapper, Stopwatch watch) implements Mapper {
        @Override
        public String map(String text) throws SampleFailedException {
            try (Stopwatch.Lap lap = watch.lap()) {
                return mapper.map(text);
            }
        }
    }

    private record TimedFilter(Filter filter, Stopwatch watch) implements Filter {
        @Override
        public List<Feature> features() {
            return filter.features();
        }

        @Override
        public void measure(Batch batch, Measurements out) {
            watch.time(() -> filter.measure(batch, out));
        }

        @Override
        public Decision decide(FeatureRow row) {
            return filter.decide(row);
        }
    }

    private record TimedRewritingFilter(RewritingFilter filter, Stopwatch watch) implements RewritingFilter {
        @Override
        public List<Feature> features() {
            return filter.features();
        }

        @Override
        public void measure(Batch batch, Measurements out) {
            watch.time(() -> filter.measure(batch, out));
        }

        @Override
        public Decision decide(FeatureRow row) {
            return filter.decide(row);
        }

        @Override
        public List<String> rewrite(SampleView sample) throws SampleFailedException {
            try (Stopwatch.Lap lap = watch.lap()) {
                return filter.rewrite(sample);
            }
        }
    }
}

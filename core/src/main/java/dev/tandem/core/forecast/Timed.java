package dev.tandem.core.forecast;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.RewritingFilter;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.SampleView.Derivation;
import java.util.List;
import java.util.Map;

/** Operators that do as others do, and take the time. */
final class Timed {
    private Timed() {}

    static CurationOperator of(CurationOperator operator, Stopwatch watch) {
        return switch (operator) {
            case RewritingFilter filter -> new TimedRewritingFilter(filter, watch);
            case Filter filter -> new TimedFilter(filter, watch);
            case Mapper mapper -> new TimedMapper(mapper, watch);
            case MediaMapper mapper -> new TimedMediaMapper(mapper, watch);
            case AttributeMapper mapper -> new TimedAttributeMapper(mapper, watch);
            default -> throw new IllegalArgumentException(operator + " is neither a filter nor a mapper");
        };
    }

    private record TimedMapper(Mapper mapper, Stopwatch watch) implements Mapper {
        @Override
        public List<String> models() {
            return mapper.models();
        }

        @Override
        public String map(String text) throws SampleFailedException {
            try (Stopwatch.Lap lap = watch.lap()) {
                return mapper.map(text);
            }
        }
    }

    private record TimedMediaMapper(MediaMapper mapper, Stopwatch watch) implements MediaMapper {
        @Override
        public List<String> models() {
            return mapper.models();
        }

        @Override
        public Part.Media map(Part.Media media) throws SampleFailedException {
            try (Stopwatch.Lap lap = watch.lap()) {
                return mapper.map(media);
            }
        }
    }

    private record TimedAttributeMapper(AttributeMapper mapper, Stopwatch watch) implements AttributeMapper {
        @Override
        public List<String> models() {
            return mapper.models();
        }

        @Override
        public void map(Batch batch, Attributes out) {
            try (Stopwatch.Lap lap = watch.lap()) {
                mapper.map(batch, out);
            }
        }
    }

    private static class TimedFilter implements Filter {
        private final Filter filter;
        private final Stopwatch watch;

        TimedFilter(Filter filter, Stopwatch watch) {
            this.filter = filter;
            this.watch = watch;
        }

        /** Whoever asks models is given whole batches. */
        @Override
        public List<String> models() {
            return filter.models();
        }

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

    private static final class TimedRewritingFilter extends TimedFilter implements RewritingFilter {
        private final RewritingFilter filter;
        private final Stopwatch watch;

        TimedRewritingFilter(RewritingFilter filter, Stopwatch watch) {
            super(filter, watch);
            this.filter = filter;
            this.watch = watch;
        }

        @Override
        public List<String> rewrite(SampleView sample) throws SampleFailedException {
            try (Stopwatch.Lap lap = watch.lap()) {
                return filter.rewrite(sample);
            }
        }

        @Override
        public Map<Derivation<?>, Object> known(SampleView sample) throws SampleFailedException {
            return filter.known(sample);
        }
    }
}

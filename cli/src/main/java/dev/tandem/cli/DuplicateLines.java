package dev.tandem.cli;

import dev.tandem.core.dedup.ClusterMembers.Member;
import dev.tandem.core.engine.DirectDeduplication.Verdict;
import dev.tandem.core.engine.LineDeduplication;
import dev.tandem.core.model.Sample;
import dev.tandem.core.shard.RowFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes what became of the lines of a file whose duplicates are looked for.
 *
 * @param operator as it is called in the lines
 */
record DuplicateLines(String reader, String operator, Consumer<Object> lines) implements LineDeduplication.Told {
    private static final String REASON = "duplicate of another sample";

    @Override
    public void unread(String source, RowFailure failure) {
        lines.accept(FeatureLine.unread(source, reader, failure));
    }

    @Override
    public void sample(Sample sample, Optional<Verdict> verdict) {
        Optional<Member> member = verdict.flatMap(Verdict::member);
        boolean keep = verdict.isEmpty() || verdict.get().keep();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("cluster", member.map(Member::cluster).orElse(sample.id()).hex());
        values.put("size", member.map(Member::size).orElse(1L));
        member.filter(found -> !found.stays()).ifPresent(found -> values.put("kept_instead", found.kept().hex()));
        Optional<String> reason = verdict.flatMap(Verdict::failure).map(FeatureLine::text)
                .or(() -> keep ? Optional.empty() : Optional.of(REASON));
        lines.accept(FeatureLine.of(sample, operator, values, keep, reason, Optional.empty()));
    }
}

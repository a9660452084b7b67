package dev.tandem.core.rounds;

import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A round as it went.
 *
 * @param result key of what it made
 * @param towers versions of the models, by name
 * @param dataset the version that was published of what it kept
 * @param run name of the run that knows of each sample why the round kept or dropped it
 * @param report object key of its page
 * @param reused whether its work had been done before
 * @param millis wall-clock time
 * @param served what became of its models at model servers; nothing where that was not asked for
 */
public record RoundRecord(
        int number,
        Digest result,
        RoundNumbers numbers,
        Map<String, Digest> towers,
        Optional<DatasetRecord> dataset,
        Optional<String> run,
        Optional<String> report,
        boolean reused,
        long millis,
        List<ServedModels> served) {

    public RoundRecord {
        // Records of older versions have none.
        served = served == null ? List.of() : List.copyOf(served);
    }

    /** Of a round whose models were brought nowhere. */
    public RoundRecord(
            int number, Digest result, RoundNumbers numbers, Map<String, Digest> towers, Optional<DatasetRecord> dataset,
            Optional<String> run, Optional<String> report, boolean reused, long millis) {
        this(number, result, numbers, towers, dataset, run, report, reused, millis, List.of());
    }
}

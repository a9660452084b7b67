package dev.tandem.operators.dedup;

import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.SampleView;
import java.util.Locale;

/** Which of several duplicates stays; ties go to the smallest id. */
public enum Keep {
    /** The one made last, by its {@code created} metadata; one without that loses. */
    NEWEST {
        @Override
        String preference(SampleView sample) {
            return created(sample);
        }
    },
    /** The one made first, by its {@code created} metadata; one without that loses. */
    OLDEST {
        @Override
        String preference(SampleView sample) {
            String created = created(sample);
            return created.isEmpty() ? "" : reversed(created);
        }
    },
    /** The one with the longest text, in code points. */
    LONGEST {
        @Override
        String preference(SampleView sample) {
            return String.format(Locale.ROOT, "%010d", sample.text().codePointCount(0, sample.text().length()));
        }
    },
    /** The one with the smallest id, whatever it contains. */
    SMALLEST_ID {
        @Override
        String preference(SampleView sample) {
            return "";
        }
    };

    private static final char LAST_ASCII = 0x7f;

    /** A text that is the greater, by code point order, the more the sample is to stay. */
    abstract String preference(SampleView sample);

    private static String created(SampleView sample) {
        return sample.sample().metadata().getOrDefault(SampleMetadata.CREATED, "");
    }

    /** A text whose order among others of its kind is the opposite one; of two where one starts the other, too. */
    private static String reversed(String ascii) {
        StringBuilder reversed = new StringBuilder();
        ascii.chars().forEach(c -> reversed.append((char) Math.max(0, LAST_ASCII - c)));
        return reversed.append(LAST_ASCII).toString();
    }
}

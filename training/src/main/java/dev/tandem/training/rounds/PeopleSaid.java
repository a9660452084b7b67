package dev.tandem.training.rounds;

import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.RoundNumbers.Labelled;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people think of the pairs that are judged: it counts more than any score. */
final class PeopleSaid {
    /** Of each judged pair, 1 where they find it good, -1 where they find it bad. */
    private final byte[] said;

    private PeopleSaid(byte[] said) {
        this.said = said;
    }

    static PeopleSaid of(List<PoolPair> judged, Map<Digest, Boolean> labels) {
        byte[] said = new byte[judged.size()];
        for (int i = 0; i < said.length; i++) {
            Boolean good = labels.get(judged.get(i).id());
            said[i] = (byte) (good == null ? 0 : good ? 1 : -1);
        }
        return new PeopleSaid(said);
    }

    boolean findBad(int pair) {
        return said[pair] < 0;
    }

    /** What is kept, with what people say in the place of what was thought without them. */
    boolean[] over(boolean[] kept) {
        boolean[] all = kept.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = said[i] == 0 ? kept[i] : said[i] > 0;
        }
        return all;
    }

    /** @param kept without people */
    Optional<Labelled> told(boolean[] kept) {
        int good = 0;
        int bad = 0;
        int overruled = 0;
        for (int i = 0; i < said.length; i++) {
            good += said[i] > 0 ? 1 : 0;
            bad += said[i] < 0 ? 1 : 0;
            overruled += said[i] != 0 && said[i] > 0 != kept[i] ? 1 : 0;
        }
        return good + bad == 0 ? Optional.empty() : Optional.of(new Labelled(good, bad, overruled));
    }
}

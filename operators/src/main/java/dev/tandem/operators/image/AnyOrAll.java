package dev.tandem.operators.image;

import dev.tandem.core.operator.Decision;
import java.util.function.IntPredicate;

/** How a sample of several images, sounds or videos is judged: one good one is enough, or all must be good. */
public enum AnyOrAll {
    ANY,
    ALL;

    /** Keeps a sample by those of its media that are good, or drops it for a reason; a sample without any is kept. */
    public Decision decide(int media, IntPredicate good, String reason) {
        int count = 0;
        for (int i = 0; i < media; i++) {
            count += good.test(i) ? 1 : 0;
        }
        boolean keep = media == 0 || (this == ANY ? count > 0 : count == media);
        return keep ? Decision.KEEP : Decision.drop(reason);
    }
}

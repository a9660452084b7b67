package dev.tandem.operators.image;

import dev.tandem.core.operator.Decision;
import java.util.function.IntPredicate;

/** How a sample of several images is judged: one good image is enough, or all must be good. */
public enum AnyOrAll {
    ANY,
    ALL;

    /** Keeps a sample by its good images, or drops it for a reason; a sample without images is kept. */
    Decision decide(int images, IntPredicate good, String reason) {
        int count = 0;
        for (int i = 0; i < images; i++) {
            count += good.test(i) ? 1 : 0;
        }
        boolean keep = images == 0 || (this == ANY ? count > 0 : count == images);
        return keep ? Decision.KEEP : Decision.drop(reason);
    }
}

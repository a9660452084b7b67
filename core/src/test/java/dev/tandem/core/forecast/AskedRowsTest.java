package dev.tandem.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.score.ScoreCount;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedRowsTest {
    /** Two shards, of which 100 samples each were looked at. */
    private static AskedRows looked(long half, long all) {
        AskedRows asked = new AskedRows();
        for (int shard = 0; shard < 2; shard++) {
            asked.addHalf(Map.of("m", new ScoreCount(half, 50 - half)), 50);
            asked.add(Map.of("m", new ScoreCount(all, 100 - all)), 100);
        }
        return asked;
    }

    @Test
    void whatIsNeverFoundTwiceGrowsWithTheSamples() {
        assertThat(looked(50, 100).whole(4, 2)).isEqualTo(Map.of("m", new ScoreCount(800, 0)));
        assertThat(AskedRows.of(Map.of("m", new ScoreCount(7, 3))).whole(10, 5)).isEqualTo(Map.of("m", new ScoreCount(70, 30)));
    }

    @Test
    void whatEachShardAsksOnceGrowsWithTheShards() {
        assertThat(looked(10, 10).whole(4, 2)).as("larger shards").isEqualTo(Map.of("m", new ScoreCount(20, 780)));
        assertThat(looked(10, 10).whole(4, 8)).as("more shards").isEqualTo(Map.of("m", new ScoreCount(80, 720)));
    }

    @Test
    void betweenThemItGrowsWithAPower() {
        assertThat(looked(20, 28).whole(4, 2).get("m").asked()).as("about the root").isBetween(108L, 114L);
    }

    @Test
    void ofTheWholeNothingIsEstimated() {
        assertThat(looked(20, 28).whole(1, 2)).isEqualTo(Map.of("m", new ScoreCount(56, 144)));
    }
}

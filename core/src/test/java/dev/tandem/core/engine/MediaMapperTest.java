package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of media that a mapper rewrites; content here is as many zeros as its length says. */
class MediaMapperTest {
    private static final int LARGE = (int) ShardStore.INLINE_BYTES + 1;

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final ShardStore store = new ShardStore(objects);

    @Test
    void mappedMediaComeBackFromTheStoreAndTheLargeOnesStandInBlobs() {
        List<Sample> samples = List.of(sample("a", 10), sample("b", 20), sample("c", 30));
        ShardView view = pass(samples, lengths(length -> length == 10 ? 11 : length == 20 ? LARGE : length));

        List<Sample> live = live(view);

        assertThat(live).extracting(MediaMapperTest::length).containsExactly(11, LARGE, 30);
        assertThat(live).extracting(Sample::id).isEqualTo(samples.stream().map(Sample::id).toList());
        assertThat(live.get(0).contentDigest()).isEqualTo(sample("a", 11).contentDigest());
        assertThat(live.get(2)).isEqualTo(samples.get(2));
        assertThat(media(live.getFirst()).attributes()).isEqualTo(Map.of("alt", "a"));
        assertThat(media(live.getFirst()).mediaType()).isEqualTo("image/jpeg");
        assertThat(objects.list("blobs/")).containsExactly(ObjectKey.blob(media(live.get(1)).content().digest()));
        assertThat(view.media()).containsExactly(media(live.get(1)).content().digest());
    }

    @Test
    void aResultWhoseLargeMediaAreGoneIsNotUsedAgain() {
        ShardView view = pass(List.of(sample("a", 10), sample("b", 20)), lengths(length -> length == 10 ? LARGE : length));
        assertThat(store.reuse(view.key())).contains(view);
        objects.list("blobs/").forEach(objects::delete);
        assertThat(store.reuse(view.key())).isEmpty();
    }

    @Test
    void anOverlayHoldsSoMuchAndNoMore() {
        Overlay overlay = store.newOverlay(new LargeMedia(store));
        for (int row = 0; row < 256; row++) {
            overlay.put(row, 0, media(sample("a", (int) ShardStore.INLINE_BYTES)));
        }
        assertThat(objects.list("blobs/")).isEmpty();

        overlay.put(256, 0, media(sample("a", 1)));

        assertThat(objects.list("blobs/")).hasSize(1);
    }

    @Test
    void whatNothingChangesNeedsNoOverlay() {
        assertThat(pass(List.of(sample("a", 10)), lengths(length -> length)).layers().getLast().overlay()).isEmpty();
    }

    @Test
    void operatorsSeeWhatTheMappersBeforeThemMade() {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        ShardView view = pass(List.of(sample("a", 10), sample("b", 20)),
                seeing(before), lengths(length -> length + 1), lengths(length -> 2 * length), seeing(after));

        assertThat(before).containsExactly(10, 20);
        assertThat(after).containsExactly(22, 42);
        assertThat(live(view)).extracting(MediaMapperTest::length).containsExactly(22, 42);
    }

    @Test
    void aSampleThatCannotBeMappedFailsAlone() {
        MediaMapper strict = media -> {
            if (media.content().size() == 10) {
                throw new SampleFailedException(ErrorCode.BROKEN_MEDIA, "what was wrong with it");
            }
            return media;
        };
        ShardView view = pass(List.of(sample("a", 10), sample("b", 20)), strict);

        assertThat(view.counts().failed()).isEqualTo(1);
        assertThat(live(view)).extracting(Sample::source).containsExactly("b");
    }

    @Test
    void whatIsDerivedIsHeldForOneSampleAtATime() {
        int[] held = {0, 0};
        SampleView.Derivation<Object> derivation = view -> {
            held[1] = Math.max(held[1], ++held[0]);
            return new Object();
        };
        Filter first = new Seeing(view -> view.derive(derivation));
        Filter last = new Seeing(view -> {
            view.derive(derivation);
            held[0]--;
        });
        pass(List.of(sample("a", 1), sample("b", 2), sample("c", 3)), first, last);

        assertThat(held).containsExactly(0, 1);
    }

    @Test
    void progressIsToldAfterEachSampleAndNotEachBatch() {
        List<String> events = new ArrayList<>();
        pass(List.of(sample("a", 1), sample("b", 2)), samples -> events.add("told"), new Seeing(view -> events.add("seen")));

        // Each was told when it came in, before the batch was whole.
        assertThat(events).containsExactly("told", "told", "seen", "told", "seen", "told");
    }

    private ShardView pass(List<Sample> samples, CurationOperator... operators) {
        return pass(samples, Progress.SILENT, operators);
    }

    private ShardView pass(List<Sample> samples, Progress progress, CurationOperator... operators) {
        ShardView input = DedupRun.reading(store, List.of(samples)).inputs.getFirst();
        List<OperatorSpec> specs = new ArrayList<>();
        for (int i = 0; i < operators.length; i++) {
            specs.add(new OperatorSpec("operator" + i, "operator", 1, Map.of(), Map.of()));
        }
        Digest key = PassStep.key(input.key(), specs, Map.of());
        return new PassStep(store).run(key, input, specs, List.of(operators), progress);
    }

    private List<Sample> live(ShardView view) {
        List<Sample> live = new ArrayList<>();
        new ShardStore(objects).live(view, (row, sample) -> live.add(sample));
        return live;
    }

    private static MediaMapper lengths(IntUnaryOperator length) {
        return media -> new Part.Media(
                Modality.IMAGE,
                "image/jpeg",
                MediaContent.of(new byte[length.applyAsInt(media.content().bytes().length)]),
                Map.of("alt", "attributes stay"));
    }

    private static Filter seeing(List<Integer> lengths) {
        return new Seeing(view -> lengths.add(length(view.sample())));
    }

    private static Sample sample(String name, int length) {
        return Sample.read(name, Map.of(), List.of(
                new Part.Text("text"),
                new Part.Media(Modality.IMAGE, "image/jpeg", MediaContent.of(new byte[length]), Map.of("alt", name))));
    }

    private static int length(Sample sample) {
        return media(sample).content().bytes().length;
    }

    private static Part.Media media(Sample sample) {
        return (Part.Media) sample.parts().get(1);
    }

    /** Looks at every sample and keeps it. */
    private record Seeing(Eye eye) implements Filter {
        private interface Eye {
            void see(SampleView view) throws SampleFailedException;
        }

        @Override
        public List<Feature> features() {
            return List.of();
        }

        @Override
        public void measure(Batch batch, Measurements out) {
            batch.forEach(out, (row, view) -> eye.see(view));
        }

        @Override
        public Decision decide(FeatureRow row) {
            return Decision.KEEP;
        }
    }
}

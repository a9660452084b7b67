package dev.tandem.operators.dedup.video;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.media.MediaAnswer;
import dev.tandem.media.MediaRequest;
import dev.tandem.operators.dedup.FrameHashes;
import dev.tandem.operators.dedup.Keeper;
import dev.tandem.operators.dedup.TextDigest;
import dev.tandem.operators.dedup.image.PictureHash;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.media.codec.SampleMedia;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one of the samples whose videos show the same: enough of the key frames of both look like one of the other's, by perceptual
 * hashes that are at most so many bits apart. Finds copies in another size, quality, format or frame rate, and shortened ones;
 * cropped, mirrored and subtitled ones only where that changes little. An encoder puts key frames where scenes change, and
 * others at intervals of its own: where copies of long scenes are missed, take uniform sampling, which finds no shortened copies. Plain
 * frames, as between scenes, do not count, and a video that has nothing else is kept; sound is not compared.
 */
@OperatorName("video_hash")
public final class VideoHashDeduplicator implements Deduplicator {
    /** A sample that has as many is not asked for more of its videos. */
    private static final int MOST_FRAMES = 1_000;

    private final Params params;
    private final FrameHashes frames;
    private final Keeper keeper;
    private final MediaLimits limits;

    public VideoHashDeduplicator(Params params, OperatorContext context) {
        this.params = params;
        this.frames = new FrameHashes(params.maxDistance());
        this.keeper = params.keeper();
        this.limits = context.mediaLimits();
    }

    /** Which frames are compared. */
    public enum Sampling {
        /** Those that can be decoded without another, from the first on. */
        ALL_KEYFRAMES,
        /** Some that are spread evenly. */
        UNIFORM
    }

    /**
     * What counts as the same, and what stays.
     *
     * @param frameSamplingMethod all_keyframes, or uniform for frames that are spread evenly from the first to the last
     * @param frameNum how many frames are spread
     * @param maxKeyFrames most key frames of a video that are compared, from the first on
     * @param maxDistance most bits of 64 in which the hashes of frames differ that look alike
     * @param minFrameShare smallest share of the frames of two duplicates that look like one of the other's
     * @param considerText whether the text has to be equal as well, but for white space around it
     * @param keeper which of the duplicates stays
     * @param directOnly drop only duplicates of the sample that stays, not what is linked with it through others
     */
    public record Params(
            @Setting("all_keyframes") Sampling frameSamplingMethod,
            @Setting(value = "8", min = 1, max = 200) int frameNum,
            @Setting(value = "50", min = 1, max = 200) int maxKeyFrames,
            @Setting(value = "6", min = 0, max = 10) int maxDistance,
            @Setting(value = "0.7", min = 0.01, max = 1) double minFrameShare,
            @Setting("false") boolean considerText,
            @SettingGroup Keeper keeper,
            @Setting("false") boolean directOnly) {

        MediaRequest.Frames question() {
            boolean keyFrames = frameSamplingMethod == Sampling.ALL_KEYFRAMES;
            return new MediaRequest.Frames(keyFrames, keyFrames ? maxKeyFrames : frameNum);
        }
    }

    @Override
    public Optional<Signature> signature(SampleView sample) throws SampleFailedException {
        LongArrayList found = new LongArrayList();
        for (Part.Media media : sample.media()) {
            if (media.modality() == Modality.VIDEO && found.size() < MOST_FRAMES) {
                for (MediaAnswer.Picture picture : SampleMedia.frames(media, params.question(), limits).pictures()) {
                    PictureHash.of(ImageDecoder.decode(MediaContent.of(picture.jpeg()), limits).pixels()).ifPresent(found::add);
                }
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long[] hashes = FrameHashes.distinct(found.toLongArray());
        long[] keys = frames.keys(hashes);
        long[] evidence = new long[from() + hashes.length];
        System.arraycopy(hashes, 0, evidence, from(), hashes.length);
        if (params.considerText()) {
            TextDigest.write(sample, evidence);
            for (int i = 0; i < keys.length; i++) {
                keys[i] ^= evidence[0];
            }
        }
        return Optional.of(new Signature(keys, hashes.length, evidence, keeper.preference(sample)));
    }

    /** Where the hashes begin in what samples are compared by. */
    private int from() {
        return params.considerText() ? TextDigest.LENGTH : 0;
    }

    @Override
    public List<FeatureReading> readings() {
        return keeper.readings();
    }

    /** The share of the frames of both that look like one of the other's; 0 where texts differ. */
    @Override
    public double similarity(long[] left, long[] right) {
        return params.considerText() && !TextDigest.isEqual(left, right) ? 0 : frames.similarity(left, right, from());
    }

    @Override
    public double threshold() {
        return params.minFrameShare();
    }

    @Override
    public boolean onlyDirect() {
        return params.directOnly();
    }
}

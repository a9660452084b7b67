package dev.tandem.operators.dedup.image;

import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.operators.dedup.Keeper;

/**
 * What counts as the same picture, and what stays; a group of settings.
 *
 * @param family whose hash: imagehash, imagededup, or data_juicer (imagededup's, of the picture turned as its camera noted)
 * @param maxDistance most bits of 64 in which the hashes of duplicates differ
 * @param considerText whether the text has to be equal as well, but for white space around it
 * @param keeper which of the duplicates stays
 * @param directOnly drop only duplicates of the sample that stays, not what is linked with it through others
 */
public record ImageHashSettings(
        @Setting("imagehash") HashFamily family,
        @Setting(value = "4", min = 0, max = 10) int maxDistance,
        @Setting("false") boolean considerText,
        @SettingGroup Keeper keeper,
        @Setting("false") boolean directOnly) {}

package dev.tandem.operators.creators.scenes;

import dev.tandem.core.operator.Setting;

/**
 * Which scenes, and how many questions; a group of settings.
 *
 * @param scenes for each sample
 * @param questions most questions for each scene
 * @param size of the square picture, in pixels; a shape takes 72 by 72
 * @param seed another seed makes other scenes
 * @param round number of the round of development that items are made in; 0 for none
 */
public record SceneSettings(
        @Setting(value = "1", min = 1, max = 1000) int scenes,
        @Setting(value = "3", min = 1, max = 20) int questions,
        @Setting(value = "288", min = 144, max = 1024) int size,
        @Setting("42") long seed,
        @Setting(value = "0", min = 0, max = 1_000_000) int round) {
    /** @throws IllegalArgumentException when so many shapes have no room */
    void verify(int minObjects, int maxObjects) {
        if (minObjects > maxObjects || maxObjects > Scene.capacity(size)) {
            throw new IllegalArgumentException("'min_objects' must be at most 'max_objects', and that at most "
                    + Scene.capacity(size) + ", for which there is room in 'size'; found " + minObjects + " and " + maxObjects);
        }
    }
}

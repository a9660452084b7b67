package dev.tandem.core.model;

/** What a media part is perceived as. */
public enum Modality {
    IMAGE,
    AUDIO,
    VIDEO
}

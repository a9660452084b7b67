package dev.tandem.operators.media.codec;

import dev.tandem.core.model.Modality;
import java.util.Optional;

/** Kinds of files with sound or video that are known, told from their content: names and declared types are not believed. */
public enum MediaFormat {
    WAV("wav", "audio/wav", "wav"),
    FLAC("flac", "audio/flac", "flac"),
    MP3("mp3", "audio/mpeg", "mp3"),
    AAC("aac", "audio/aac", "aac"),
    OGG_AUDIO("ogg", "audio/ogg", "ogg"),
    OGG_VIDEO("ogg", "video/ogg", "ogv"),
    MP4_AUDIO("mov", "audio/mp4", "m4a"),
    MP4_VIDEO("mov", "video/mp4", "mp4"),
    QUICKTIME("mov", "video/quicktime", "mov"),
    MATROSKA_AUDIO("matroska", "audio/x-matroska", "mka"),
    MATROSKA_VIDEO("matroska", "video/x-matroska", "mkv"),
    WEBM_AUDIO("matroska", "audio/webm", "weba"),
    WEBM_VIDEO("matroska", "video/webm", "webm"),
    AVI("avi", "video/x-msvideo", "avi");

    private final String demuxer;
    private final String mediaType;
    private final String ending;

    MediaFormat(String demuxer, String mediaType, String ending) {
        this.demuxer = demuxer;
        this.mediaType = mediaType;
        this.ending = ending;
    }

    /** The kind of a file; empty for what is none of these. Whether the file is whole is not looked at. */
    public static Optional<MediaFormat> of(byte[] file) {
        return MediaSignature.of(file);
    }

    /** The kind that a media type stands for. */
    public static Optional<MediaFormat> ofMediaType(String mediaType) {
        for (MediaFormat format : values()) {
            if (format.mediaType.equals(mediaType)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** What takes it apart, as FFmpeg names it. */
    String demuxer() {
        return demuxer;
    }

    /** The IANA media type, or what is used in its place. */
    public String mediaType() {
        return mediaType;
    }

    /** The usual end of a file name, without a dot. */
    public String ending() {
        return ending;
    }

    public Modality modality() {
        return mediaType.startsWith("audio/") ? Modality.AUDIO : Modality.VIDEO;
    }
}

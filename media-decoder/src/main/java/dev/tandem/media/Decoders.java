package dev.tandem.media;

/** FFmpeg's decoders that media may ask for: those of the formats in use, and none of the hundreds that nobody tries to break. */
final class Decoders {
    /** Separated by commas, as FFmpeg wants them. */
    static final String KNOWN = String.join(",",
            "h264", "hevc", "libaom-av1", "libdav1d", "av1", "vp8", "vp9", "mpeg4", "msmpeg4", "msmpeg4v2", "mpeg1video", "mpeg2video",
            "h263", "h263p", "flv", "mjpeg", "theora", "prores", "dnxhd", "ffv1", "huffyuv", "ffvhuff", "rawvideo", "png", "svq3",
            "wmv1", "wmv2", "wmv3", "vc1", "cinepak", "rpza", "dvvideo",
            "aac", "mp3float", "mp3", "mp2float", "mp2", "flac", "alac", "opus", "libopus", "vorbis", "libspeex", "ac3", "eac3",
            "amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "wmav1", "wmav2", "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt",
            "pcm_u8", "pcm_s8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be",
            "pcm_f64le", "pcm_f64be", "pcm_alaw", "pcm_mulaw");

    private Decoders() {}
}

package dev.tandem.core.shard;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** How samples stand in Parquet, in shards and in published files alike. */
public final class SampleSchema {

    public static final MessageType FULL = MessageTypeParser.parseMessageType("""
            message sample {
              required binary id (STRING);
              required binary content_digest (STRING);
              required binary source (STRING);
              repeated binary parents (STRING);
              repeated group metadata {
                required binary key (STRING);
                required binary value (STRING);
              }
              repeated group parts {
                required binary kind (STRING);
                optional binary text (STRING);
                optional binary media_type (STRING);
                optional binary media_digest (STRING);
                optional int64 media_bytes;
                optional binary data;
                repeated group attributes {
                  required binary key (STRING);
                  required binary value (STRING);
                }
              }
              optional binary failure_code (STRING);
              optional binary failure_message (STRING);
            }
            """);

    /** All but the bytes of media. */
    public static final MessageType TEXTS = MessageTypeParser.parseMessageType(
            FULL.toString().replaceFirst(" *optional binary data;\n", ""));

    /** Ids, sources and lineage, without content: what explaining and publishing scan. */
    public static final MessageType IDENTITY = MessageTypeParser.parseMessageType("""
            message sample {
              required binary id (STRING);
              required binary content_digest (STRING);
              required binary source (STRING);
              repeated binary parents (STRING);
              optional binary failure_code (STRING);
              optional binary failure_message (STRING);
            }
            """);

    /** Ids, and nothing else. */
    static final MessageType ID = MessageTypeParser.parseMessageType("""
            message sample {
              required binary id (STRING);
            }
            """);

    /** The digests of media, and nothing else. */
    static final MessageType MEDIA = MessageTypeParser.parseMessageType("""
            message sample {
              repeated group parts {
                optional binary media_digest (STRING);
              }
            }
            """);

    static final String TEXT = "text";

    private SampleSchema() {}

    /** Decides for each media part whether its bytes stand in the row or in a blob of their own. */
    @FunctionalInterface
    public interface MediaSink {
        /** Whether the bytes were put elsewhere, under their digest. */
        boolean stored(MediaContent content);
    }

    /** Fetches the bytes of a media part that does not stand in its row. */
    @FunctionalInterface
    public interface MediaSource {
        byte[] fetch(Digest digest);
    }
}

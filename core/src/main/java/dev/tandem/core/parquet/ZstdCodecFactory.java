package dev.tandem.core.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard through zstd-jni, without Hadoop's codecs and their native libraries. */
final class ZstdCodecFactory implements CompressionCodecFactory {
    private final int level;

    /**
     * A codec.
     *
     * @param level of compression, 1 to 22; what is compressed can be decompressed whatever it is
     */
    ZstdCodecFactory(int level) {
        this.level = level;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new Compressor(supported(codec), level);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new Decompressor(supported(codec));
    }

    @Override
    public void release() {
        // Nothing is pooled.
    }

    private static CompressionCodecName supported(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD && codec != CompressionCodecName.UNCOMPRESSED) {
            throw new IllegalArgumentException("Tandem's own files are ZSTD or uncompressed, found " + codec);
        }
        return codec;
    }

    private record Compressor(CompressionCodecName codec, int level) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return codec == CompressionCodecName.ZSTD
                    ? BytesInput.from(Zstd.compress(bytes.toByteArray(), level))
                    : bytes;
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec;
        }

        @Override
        public void release() {}
    }

    private record Decompressor(CompressionCodecName codec) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int uncompressedSize) throws IOException {
            return codec == CompressionCodecName.ZSTD
                    ? BytesInput.from(Zstd.decompress(bytes.toByteArray(), uncompressedSize))
                    : bytes;
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int uncompressedSize)
                throws IOException {
            byte[] compressed = new byte[compressedSize];
            input.get(compressed);
            output.put(decompress(BytesInput.from(compressed), uncompressedSize).toByteArray());
        }

        @Override
        public void release() {}
    }
}

package dev.tandem.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.dedup.SignatureBlock.Failed;
import dev.tandem.core.dedup.SignatureBlock.Signed;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SignatureBlockTest {
    private final SignatureBlock block = new SignatureBlock(
            List.of(
                    new Signed(0, Digest.of("a"), new Signature(new long[] {1, -2}, new long[0], "")),
                    new Signed(7, Digest.of("b"), new Signature(
                            new long[] {Long.MIN_VALUE, 4}, LongStream.range(0, 5_000).toArray(), "2024-01-01 \ud83d\ude00"))),
            List.of(new Failed(3, ErrorCode.BROKEN_MEDIA, "cut off")));

    @Test
    void whatIsEncodedIsDecoded() {
        SignatureBlock decoded = SignatureBlock.decode(block.encode());

        assertThat(decoded).usingRecursiveComparison().isEqualTo(block);
        assertThat(decoded.encode()).isEqualTo(block.encode());
    }

    @Test
    void aFileThatEndsTooEarlyIsCorrupt() {
        byte[] bytes = block.encode();
        for (int length = 0; length < bytes.length; length += 97) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SignatureBlock.decode(cut))
                    .isInstanceOfSatisfying(TandemException.class, e ->
                            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_OBJECT));
        }
    }

    @Test
    void anotherFileIsCorrupt() {
        assertThatThrownBy(() -> SignatureBlock.decode(new byte[64])).hasMessageContaining("signatures");
    }
}

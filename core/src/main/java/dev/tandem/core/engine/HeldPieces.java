package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Piece;
import dev.tandem.core.store.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pieces that shards have handed over: those that were asked for last are held, up to a number of bytes. Not thread-safe. */
final class HeldPieces {
    private static final long HELD_BYTES = 64L << 20;

    private final ShardStore store;
    private final Map<Digest, Piece> held = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    HeldPieces(ShardStore store) {
        this.store = store;
    }

    Piece piece(Digest card) {
        Piece piece = held.get(card);
        if (piece == null) {
            piece = fetched(card);
            held.put(card, piece);
            bytes += piece.media().content().size();
            while (bytes > HELD_BYTES && held.size() > 1) {
                Digest oldest = held.keySet().iterator().next();
                bytes -= held.remove(oldest).media().content().size();
            }
        }
        return piece;
    }

    private Piece fetched(Digest card) {
        Piece told = Piece.of(
                store.contents().get(card, ObjectKey::summary), digest -> store.contents().get(digest, ObjectKey::blob));
        Part.Media media = told.media();
        MediaContent content = MediaContent.of(media.content().bytes());
        return new Piece(
                told.sample(), told.source(), told.metadata(),
                new Part.Media(media.modality(), media.mediaType(), content, media.attributes()));
    }
}

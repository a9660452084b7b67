package dev.tandem.training.probe;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A filter network with those that score what it was trained on: one for each part of the seed set, trained on the other parts, and
 * last the one that was trained on all of it, for everything else.
 *
 * @param folds part of each pair of the seed set, by its id
 */
public record SeedNetworks(Map<Digest, Integer> folds, List<ScaledTowers> networks) {
    /** "TSN1". */
    private static final int FORMAT = 0x54534E31;

    public SeedNetworks {
        folds = new TreeMap<>(folds);
        networks = List.copyOf(networks);
    }

    public boolean isSeed(Digest id) {
        return folds.containsKey(id);
    }

    /** Cosine of each pair, by a network that has not seen it. */
    public double[] scores(List<Digest> ids, float[][] images, float[][] texts) {
        double[] scores = new double[ids.size()];
        for (int i = 0; i < scores.length; i++) {
            int network = folds.getOrDefault(ids.get(i), networks.size() - 1);
            scores[i] = networks.get(network).score(images[i], texts[i]);
        }
        return scores;
    }

    /** Big-endian: format, the parts by id, and the networks. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeInt(FORMAT);
            data.writeInt(folds.size());
            for (Map.Entry<Digest, Integer> fold : folds.entrySet()) {
                data.write(fold.getKey().bytes());
                data.writeInt(fold.getValue());
            }
            data.writeInt(networks.size());
            for (ScaledTowers network : networks) {
                network.write(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws TandemException CORRUPT_OBJECT where the bytes are none */
    public static SeedNetworks decode(byte[] encoded) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(encoded))) {
            if (data.readInt() != FORMAT) {
                throw new IOException("another format");
            }
            Map<Digest, Integer> folds = new TreeMap<>();
            for (int left = data.readInt(); left > 0; left--) {
                byte[] id = new byte[32];
                data.readFully(id);
                folds.put(new Digest(HexFormat.of().formatHex(id)), data.readInt());
            }
            List<ScaledTowers> networks = new ArrayList<>();
            for (int left = data.readInt(); left > 0; left--) {
                networks.add(ScaledTowers.read(data));
            }
            return new SeedNetworks(folds, networks);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "Expected filter networks, found " + e, e);
        }
    }
}

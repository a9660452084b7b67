package dev.tandem.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.tandem.core.model.Digest;
import java.io.IOException;

/** A digest stands in JSON as its hexadecimal digits. */
final class DigestDeserializer extends StdDeserializer<Digest> {
    private static final long serialVersionUID = 1L;

    DigestDeserializer() {
        super(Digest.class);
    }

    @Override
    public Digest deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return new Digest(parser.getValueAsString());
    }
}

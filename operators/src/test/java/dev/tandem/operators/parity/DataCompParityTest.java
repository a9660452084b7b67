package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.parity.Golden.Document;
import dev.tandem.operators.testing.PresetRun;
import dev.tandem.operators.testing.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Compares the preset {@code datacomp-basic} with DataComp's rule on captions and sizes outside of the project, where they are
 * there. The language is given with them: it was never told from these captions.
 */
final class DataCompParityTest {
    private final ParityTable table = new ParityTable("DataComp", "basic", "not explained");

    @Test
    void decisionsAreEqual() throws IOException {
        Golden golden = Golden.find().orElse(null);
        assumeTrue(golden != null, "the captions are not there");
        List<JsonNode> expected = golden.expected("datacomp-basic");
        List<Document> captions = IntStream.range(0, expected.size())
                .mapToObj(i -> new Document(String.valueOf(i), "", expected.get(i).get("caption").textValue()))
                .toList();
        Set<Integer> dropped = new HashSet<>();
        new PresetRun("datacomp-basic").of(expected.stream().map(DataCompParityTest::pair).toList(), verdict -> {
            if (!verdict.operator().equals("language") && !verdict.decision().keep()) {
                dropped.add(verdict.row());
            }
        });

        table.compare("preset `datacomp-basic`, its language given", captions, i ->
                (expected.get(i).get("lang").textValue().equals("en") && !dropped.contains(i))
                        == expected.get(i).get("keep").booleanValue());

        assertThat(table.rows()).allSatisfy(row -> assertThat(row.different()).isEmpty());
        table.isOnPage();
    }

    private static Sample pair(JsonNode row) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            int type = BufferedImage.TYPE_BYTE_BINARY;
            ImageIO.write(new BufferedImage(row.get("width").intValue(), row.get("height").intValue(), type), "png", png);
            return Sample.read(row.toString(), Map.of(), List.of(
                    TestImages.part(png.toByteArray(), Map.of()),
                    new Part.Text(row.get("caption").textValue(), Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

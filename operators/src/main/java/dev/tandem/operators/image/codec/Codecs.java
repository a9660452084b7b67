package dev.tandem.operators.image.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * The readers and writers that are used, whatever else is installed: to read, those from outside of Java where there are
 * some, since they are there to do better; to write, the JDK's own. Only the one that is chosen is made: others would hold
 * native memory until they are collected.
 */
final class Codecs {
    private static final String FROM_OUTSIDE = "com.twelvemonkeys.";
    private static final String OF_JAVA = "com.sun.";

    private static final Map<ImageFormat, ImageReaderSpi> READERS = new ConcurrentHashMap<>();
    private static final Map<ImageFormat, ImageWriterSpi> WRITERS = new ConcurrentHashMap<>();

    private Codecs() {}

    static ImageReader reader(ImageFormat format) throws IOException {
        return READERS.computeIfAbsent(format, kind -> provider(ImageReaderSpi.class, kind, FROM_OUTSIDE))
                .createReaderInstance();
    }

    static ImageWriter writer(ImageFormat format) throws IOException {
        return WRITERS.computeIfAbsent(format, kind -> provider(ImageWriterSpi.class, kind, OF_JAVA))
                .createWriterInstance();
    }

    private static <T extends ImageReaderWriterSpi> T provider(Class<T> type, ImageFormat format, String preferred) {
        Predicate<Object> fits = provider ->
                Arrays.asList(((ImageReaderWriterSpi) provider).getFormatNames()).contains(format.readerName());
        Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(type, fits::test, true);
        T chosen = null;
        while (providers.hasNext()) {
            T provider = providers.next();
            if (chosen == null || provider.getClass().getName().startsWith(preferred)) {
                chosen = provider;
            }
        }
        if (chosen == null) {
            throw new IllegalStateException("This Java has no codec of " + format);
        }
        return chosen;
    }
}

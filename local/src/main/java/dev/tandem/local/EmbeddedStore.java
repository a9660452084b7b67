package dev.tandem.local;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** An S3 store on a folder. The keys are made for this process and are known to nobody else. */
record EmbeddedStore(Path folder, S3Proxy proxy, String accessKey, String secretKey) {

    static EmbeddedStore start(Path folder) {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        String accessKey = randomKey();
        String secretKey = randomKey();
        try {
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(BlobStores.create("filesystem", properties))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
            return new EmbeddedStore(folder, proxy, accessKey, secretKey);
        } catch (Exception e) {
            throw new TandemException(
                    ErrorCode.STORE_UNAVAILABLE, "The embedded object store on '" + folder + "' did not start: " + e, e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    private static String randomKey() {
        byte[] key = new byte[20];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}

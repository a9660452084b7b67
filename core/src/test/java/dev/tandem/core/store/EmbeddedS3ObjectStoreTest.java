package dev.tandem.core.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The MinIO client against the S3 server that the local mode embeds. */
class EmbeddedS3ObjectStoreTest extends ObjectStoreContract {
    @TempDir
    static Path data;

    private static S3Proxy server;
    private static int buckets;
    private MinioObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", Files.createDirectories(data).toString());
        server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem", properties))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "test", "test-secret")
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
    }

    @BeforeEach
    void connect() {
        // A bucket for each test: none sees what another left.
        store = new MinioObjectStore(
                new StoreSettings("http://127.0.0.1:" + server.getPort(), "bucket-" + buckets++, "test", "test-secret"));
        store.ensureBucket();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @Override
    ObjectStore store() {
        return store;
    }
}

package dev.tandem.services.common;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the objects are. Keys come from the environment ({@code TANDEM_STORE_SECRET_KEY}) or a file, never from the command line. */
@ConfigMapping(prefix = "tandem.store")
public interface StoreConfig {
    /** Address of the S3 store, such as {@code http://minio:9000}. */
    String endpoint();

    /** Created when it does not exist. */
    @WithDefault("tandem")
    String bucket();

    String accessKey();

    String secretKey();
}

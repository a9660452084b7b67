package dev.tandem.core.store.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.MinioObjectStore;
import dev.tandem.core.store.StoreSettings;
import io.minio.Signer;
import io.minio.errors.MinioException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Makes the bucket and a user for each {@link StoreRole} in MinIO, with what its administrator's client imports: one
 * request that says what there shall be, so that it can be sent again at every start.
 */
public final class StoreUsers {
    private static final String REGION = "us-east-1";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final MediaType ZIP = MediaType.get("application/zip");

    private final StoreSettings administrator;

    /**
     * A connection to the store's administration.
     *
     * @param administrator keys of MinIO's root user
     */
    public StoreUsers(StoreSettings administrator) {
        this.administrator = administrator;
    }

    /**
     * Makes bucket, policies and users; those that are there get these rights and keys.
     *
     * @param secretKeys of each role that shall have a user, eight characters at least
     * @throws TandemException {@link ErrorCode#STORE_UNAVAILABLE} when the store does not answer or refuses
     */
    public void make(Map<StoreRole, String> secretKeys) {
        new MinioObjectStore(administrator).ensureBucket();
        byte[] zip = zip(secretKeys);
        HttpUrl base = HttpUrl.parse(administrator.endpoint());
        if (base == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "TANDEM_STORE_ENDPOINT is not a URL such as"
                    + " http://minio:9000, found '" + administrator.endpoint() + "'");
        }
        HttpUrl url = base.newBuilder().addPathSegments("minio/admin/v3/import-iam-v2").build();
        String sha256 = Digest.of(zip).hex();
        try {
            Request request = Signer.signV4S3(
                    new Request.Builder()
                            .url(url)
                            .header("Host", host(url))
                            .header("x-amz-date", TIME.format(ZonedDateTime.now()))
                            .header("x-amz-content-sha256", sha256)
                            .put(RequestBody.create(zip, ZIP))
                            .build(),
                    REGION,
                    administrator.accessKey(),
                    administrator.secretKey(),
                    sha256);
            try (Response response = new OkHttpClient().newCall(request).execute()) {
                check(response.code(), response.body().string());
            }
        } catch (IOException | MinioException e) {
            throw unavailable(e.toString());
        }
    }

    private void check(int status, String answer) {
        if (status != 200) {
            throw unavailable("status " + status + ": " + answer);
        }
        JsonNode failed = Json.read(answer, JsonNode.class).path("failed");
        if (!failed.isEmpty()) {
            throw unavailable("not made: " + failed);
        }
    }

    private byte[] zip(Map<StoreRole, String> secretKeys) {
        Map<String, Object> policies = new TreeMap<>();
        Map<String, Object> users = new TreeMap<>();
        Map<String, Object> mappings = new TreeMap<>();
        secretKeys.forEach((role, secretKey) -> {
            policies.put(role.user(), role.policy(administrator.bucket()));
            users.put(role.user(), Map.of("secretKey", secretKey, "status", "enabled"));
            mappings.put(role.user(), Map.of("version", 1, "policy", role.user()));
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "policies", policies);
            entry(zip, "users", users);
            entry(zip, "user_mappings", mappings);
        } catch (IOException e) {
            throw new IllegalStateException("Memory can be written", e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, Object content) throws IOException {
        zip.putNextEntry(new ZipEntry("iam-assets/" + name + ".json"));
        zip.write(Json.bytes(content));
    }

    private static String host(HttpUrl url) {
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? url.host() : url.host() + ":" + url.port();
    }

    private TandemException unavailable(String why) {
        return new TandemException(ErrorCode.STORE_UNAVAILABLE, "Could not make the users of the store at "
                + administrator.endpoint() + ": " + why + ". It has to be MinIO, and TANDEM_STORE_ACCESS_KEY and"
                + " TANDEM_STORE_SECRET_KEY those of its root user. For another store, make users with the policies that"
                + " './tandem store-setup --print' prints.");
    }
}

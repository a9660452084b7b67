package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.store.StoreSettings;
import dev.tandem.core.store.access.StoreRole;
import dev.tandem.core.store.access.StoreUsers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Prepares MinIO for a shared installation; {@code ./tandem up} runs it at every start. */
@Command(
        name = "store-setup",
        hidden = true,
        description = {
            "Make the bucket and a user with least rights for each role in MinIO, or change those that are there.",
            "TANDEM_STORE_ENDPOINT, TANDEM_STORE_ACCESS_KEY and TANDEM_STORE_SECRET_KEY are those of its root user; the secret"
                    + " key of each role stands in TANDEM_STORE_SECRET_KEY_<ROLE>."
        })
final class StoreSetupCommand implements Callable<Integer> {
    private static final String SECRET = "TANDEM_STORE_SECRET_KEY_";

    @ParentCommand
    private TandemCommand tandem;

    @Option(names = "--print", description = "Print the policy of each role, for a store other than MinIO, and change nothing.")
    private boolean print;

    @Override
    public Integer call() {
        String bucket = environment("TANDEM_STORE_BUCKET").orElse("tandem");
        if (print) {
            Map<String, StoreRole.Policy> policies = new TreeMap<>();
            for (StoreRole role : StoreRole.values()) {
                policies.put(role.user(), role.policy(bucket));
            }
            tandem.printJson(policies);
            return ExitCode.OK;
        }
        StoreSettings administrator = new StoreSettings(
                needed("TANDEM_STORE_ENDPOINT"), bucket, needed("TANDEM_STORE_ACCESS_KEY"), needed("TANDEM_STORE_SECRET_KEY"));
        Map<StoreRole, String> secretKeys = new EnumMap<>(StoreRole.class);
        for (StoreRole role : StoreRole.values()) {
            secretKeys.put(role, needed(SECRET + role));
        }
        new StoreUsers(administrator).make(secretKeys);
        tandem.out().println("The bucket '" + bucket + "' and " + secretKeys.size() + " users are ready.");
        tandem.out().flush();
        return ExitCode.OK;
    }

    private static String needed(String name) {
        return environment(name).orElseThrow(() ->
                new TandemException(ErrorCode.INVALID_ARGUMENT, "Set " + name + "; './tandem store-setup --help' says what it is."));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}

package dev.tandem.cli;

import dev.tandem.core.doctor.Examination;
import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.version.TandemVersion;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says what is wrong with an installation. */
@Command(
        name = "doctor",
        description = "Check the gateway, the store, the workflow server, the services, the model servers and operators of your"
                + " own; name the setting at fault, and what to do. Exit code 5 when a check fails.")
final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Override
    public Integer call() {
        List<Finding> findings = examine();
        boolean failed = findings.stream().anyMatch(Finding::fails);
        if (tandem.json()) {
            tandem.printJson(findings);
        } else {
            print(tandem.out(), findings);
        }
        return failed ? ExitCode.EXTERNAL : ExitCode.OK;
    }

    private List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        try {
            GatewayClient gateway = tandem.gateway();
            Examination examination = gateway.examine();
            String version = TandemVersion.current();
            findings.add(version.equals(examination.version())
                    ? Finding.ok("gateway at " + gateway.base(), "it answers, version " + version)
                    : Finding.failed("gateway at " + gateway.base(), "its version is " + examination.version()
                            + ", this command's " + version, "TANDEM_VERSION", "Use the command of the gateway's version."));
            findings.addAll(examination.findings());
        } catch (TandemException e) {
            findings.add(unreachable(e));
        }
        return findings;
    }

    private static Finding unreachable(TandemException error) {
        String found = error.code() + ": " + error.getMessage();
        return switch (error.code()) {
            case UNAUTHENTICATED -> Finding.failed("gateway", found, "TANDEM_TOKEN", "Set it, or TANDEM_TOKEN_FILE, to your token.");
            case PORT_IN_USE -> Finding.failed("local mode", found, "TANDEM_PORT", "Choose another port, or leave it out.");
            case OUTPUT_NOT_WRITABLE, DISK_FULL -> Finding.failed(
                    "local mode", found, "TANDEM_HOME", "Set it to a folder that can be written and has room.");
            case NOT_FOUND -> Finding.failed(
                    "gateway", found, "TANDEM_VERSION", "The gateway is older than this command: use one version.");
            default -> Finding.failed("gateway", found, "TANDEM_ADDRESS", "Start the gateway, or correct --address or TANDEM_ADDRESS.");
        };
    }

    static void print(PrintWriter out, List<Finding> findings) {
        for (Finding finding : findings) {
            out.println((finding.fails() ? "FAILED  " : "ok      ") + finding.check() + ": " + finding.found());
            finding.setting().ifPresent(setting -> out.println("        setting  " + setting));
            finding.remedy().ifPresent(remedy -> out.println("        do       " + remedy));
        }
        long failed = findings.stream().filter(Finding::fails).count();
        out.println();
        out.println(failed == 0 ? "All is well." : failed + " of " + findings.size() + " checks failed.");
        out.flush();
    }
}

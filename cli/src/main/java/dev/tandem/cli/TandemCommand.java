package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code tandem} command. */
@Command(
        name = "tandem",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "Tandem 0.1.0",
        description = "Curates training data for multi-modal language models.",
        footer = ExitCode.HELP,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CodevCommand.class,
            ApplyCommand.class,
            ExplainCommand.class,
            WhyCommand.class,
            WhatIfCommand.class,
            CalibrateCommand.class,
            LabelsCommand.class,
            ReviewCommand.class,
            AgreementCommand.class,
            ClustersCommand.class,
            DiffCommand.class,
            IndexesCommand.class,
            SetsCommand.class,
            EvalSetsCommand.class,
            ExperimentCommand.class,
            PromoteCommand.class,
            ModelsCommand.class,
            PromptsCommand.class,
            RunsCommand.class,
            StatusCommand.class,
            CancelCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ChangeCommand.class,
            ImportCommand.class,
            TrainNgramsCommand.class,
            TrainClustersCommand.class,
            TrainTowersCommand.class,
            OperatorsCommand.class,
            ServeCommand.class,
            GcCommand.class,
            DoctorCommand.class,
            StoreSetupCommand.class,
            WarmUpCommand.class
        })
public final class TandemCommand {
    private final LocalMode local;

    @Option(
            names = "--address",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:TANDEM_ADDRESS}",
            paramLabel = "URL",
            description = "Gateway to use, such as http://tandem.example:8080. Without it (and without TANDEM_ADDRESS),"
                    + " everything runs in this process.")
    private String address;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private TandemCommand(LocalMode local) {
        this.local = local;
    }

    /** Runs a command line and returns its exit code. */
    public static int run(LocalMode local, String... args) {
        CommandLine line = line(local);
        if (args.length == 0) {
            line.usage(line.getOut());
            return ExitCode.OK;
        }
        String name = Arrays.stream(args).filter(line.getSubcommands()::containsKey).findFirst().orElse("");
        return CommandTrace.around(System.getenv(), ("tandem " + name).strip(), () -> line.execute(args));
    }

    static CommandLine line(LocalMode local) {
        CommandLine line = new CommandLine(new TandemCommand(local));
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setExecutionExceptionHandler((error, command, parsed) -> {
            if (error instanceof TandemException known) {
                command.getErr().println("tandem: " + known.code() + ": " + known.getMessage());
                return ExitCode.of(known.code());
            }
            command.getErr().println("tandem: " + ErrorCode.INTERNAL + ": a defect of Tandem, please report it:");
            error.printStackTrace(command.getErr());
            return ExitCode.INTERNAL;
        });
        return line;
    }

    GatewayClient gateway() {
        return new GatewayClient(isRemote() ? remote() : local.start(), CallerToken.find(System.getenv()));
    }

    private URI remote() {
        try {
            URI gateway = URI.create(address);
            if (("http".equals(gateway.getScheme()) || "https".equals(gateway.getScheme())) && gateway.getHost() != null) {
                return gateway;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as for any other text that is no address.
        }
        throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The address '" + address
                + "' is not a URL such as http://tandem.example:8080. Correct --address or TANDEM_ADDRESS.");
    }

    /** @param patience with a gateway of another machine: if this one's local mode has ended, then so have its runs */
    RunFollower follower(GatewayClient gateway, Duration patience) {
        return new RunFollower(gateway, new ProgressView(err()), isRemote() ? patience : Duration.ZERO);
    }

    boolean usesLocalModeOfAnother() {
        return !isRemote() && !local.isOwner();
    }

    private boolean isRemote() {
        return address != null && !address.isBlank();
    }

    LocalMode local() {
        return local;
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    void printJson(Object value) {
        out().print(Json.pretty(value));
        out().flush();
    }
}

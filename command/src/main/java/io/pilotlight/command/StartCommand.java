package io.pilotlight.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Starts a state machine as the console does, and follows the run to its end. What may be asked of it is judged by the state
 * machine itself, which refuses it by name.
 */
@Command(footer = {"", "Exit status: 0 it did what was asked, 1 it was refused, stood down, failed or found something, 2 it could not be "
        + "started or followed."})
abstract class StartCommand implements Callable<Integer> {

    private final Machine machine;
    private final Cloud cloud;
    private final PrintStream out;

    @Mixin
    private StackOptions options;

    @Option(names = "--no-follow", description = "Starts it, says where its page is, and ends.")
    private boolean leaves;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;

    private StartCommand(Machine machine, Cloud cloud, PrintStream out) {
        this.machine = machine;
        this.cloud = cloud;
        this.out = out;
    }

    static List<StartCommand> all(Cloud cloud, PrintStream out) {
        return List.of(new Failover(cloud, out), new Failback(cloud, out), new Backup(cloud, out), new Verify(cloud, out));
    }

    /** Writes what was typed as the input of the execution. */
    abstract void write(ObjectNode input);

    @Override
    public Integer call() {
        String region = options.region();
        DeployedStack stack = cloud.stack(options.stack(), region);
        ObjectNode input = StrictJson.mapper().createObjectNode();
        write(input);
        ExecutionFollower follower = new ExecutionFollower(cloud.stepFunctions(region), out);
        String execution = follower.start(stack.arn(machine), input.toString());
        return leaves || follower.follow(execution) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static void put(ObjectNode input, String field, String value) {
        if (value != null) {
            input.put(field, value);
        }
    }

    private static void put(ObjectNode input, String field, boolean value) {
        if (value) {
            input.put(field, true);
        }
    }

    /** Moves the application to the standby site because the primary is lost. */
    @Command(name = "failover", description = "Starts the failover to the standby site.")
    static final class Failover extends StartCommand {

        @Option(names = "--force", description = "Fails over although the primary site looks healthy; needs --reason.")
        private boolean force;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in every message.")
        private String reason;

        @Option(names = "--recovery-point", paramLabel = "SNAPSHOT", description = "Restores from this one instead of the newest.")
        private String recoveryPoint;

        Failover(Cloud cloud, PrintStream out) {
            super(Machine.FAILOVER, cloud, out);
        }

        @Override
        void write(ObjectNode input) {
            put(input, "force", force);
            put(input, "reason", reason);
            put(input, "recoveryPoint", recoveryPoint);
        }
    }

    /** Moves the application without losing a row. */
    @Command(name = "failback", description = "Starts the planned move, to the primary site if not told otherwise.")
    static final class Failback extends StartCommand {

        @Option(names = "--to", paramLabel = "SITE", description = "PRIMARY or STANDBY. Default: PRIMARY.")
        private String to;

        @Option(names = "--force", description = "Moves although somebody is still connected to the database that is left; needs --reason.")
        private boolean force;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in every message.")
        private String reason;

        Failback(Cloud cloud, PrintStream out) {
            super(Machine.FAILBACK, cloud, out);
        }

        @Override
        void write(ObjectNode input) {
            put(input, "to", to);
            put(input, "force", force);
            put(input, "reason", reason);
        }
    }

    /** Backs up what is due. */
    @Command(name = "backup", description = "Starts a backup of what is due.")
    static final class Backup extends StartCommand {

        @Option(names = "--now", description = "Backs up everything, be it due or not.")
        private boolean now;

        @Option(names = "--dry-run", description = "Says what would be done, and does nothing.")
        private boolean dryRun;

        Backup(Cloud cloud, PrintStream out) {
            super(Machine.BACKUP, cloud, out);
        }

        @Override
        void write(ObjectNode input) {
            put(input, "now", now);
            put(input, "dryRun", dryRun);
        }
    }

    /** Verifies the backups. */
    @Command(name = "verify", description = "Starts a verification of the backups.")
    static final class Verify extends StartCommand {

        @Option(names = "--restore-test", description = "Restores the newest recovery points in isolation too, and reads them.")
        private boolean restoreTest;

        Verify(Cloud cloud, PrintStream out) {
            super(Machine.VERIFICATION, cloud, out);
        }

        @Override
        void write(ObjectNode input) {
            put(input, "restoreTest", restoreTest);
        }
    }
}

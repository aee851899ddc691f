package io.pilotlight.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code ./pilot-light}: what a person asks of a deployed stack from a terminal. */
@Command(name = "./pilot-light", description = "Asks a deployed stack how its application stands, and starts its state machines as the "
        + "console does.", synopsisSubcommandLabel = "COMMAND")
public final class PilotLight {

    /** What was typed cannot be run, or AWS does not tell what is asked. */
    private static final int CANNOT_TELL = 2;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;

    private PilotLight() {}

    public static void main(String... arguments) {
        System.exit(run(new Cloud(), System.out, System.err, arguments));
    }

    static int run(Cloud cloud, PrintStream out, PrintStream err, String... arguments) {
        CommandLine command = new CommandLine(new PilotLight())
                .addSubcommand(new StatusCommand(cloud, out))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        for (StartCommand start : StartCommand.all(cloud, out)) {
            command.addSubcommand(start);
        }
        command.setParameterExceptionHandler((wrong, _) -> refuse(err, wrong.getMessage() + "; accepted is what --help shows"));
        command.setExecutionExceptionHandler((failure, _, _) -> switch (failure) {
            case Unanswerable unanswerable -> refuse(err, unanswerable.getMessage());
            case SdkException aws -> refuse(err, "AWS did not answer: " + aws.getMessage());
            default -> refuse(err, "it broke, so it says nothing: " + failure);
        });
        if (arguments.length == 0) {
            command.usage(out);
            return CANNOT_TELL;
        }
        return command.execute(arguments);
    }

    private static int refuse(PrintStream err, String why) {
        err.println("pilot-light: " + why.strip().replaceAll("\\s+", " "));
        return CANNOT_TELL;
    }
}

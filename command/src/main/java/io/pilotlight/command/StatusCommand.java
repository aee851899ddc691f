package io.pilotlight.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how the application stands; changes nothing. */
@Command(name = "status", description = "Says on one screen how the application stands: who is active, what would be lost right now, "
        + "what is wrong. Changes nothing.",
        footer = {"", "Exit status: 0 nothing is wrong, 1 somebody has to look, 2 it cannot be told, 3 a failover or a move is under way."})
public final class StatusCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Cloud cloud;
    private final PrintStream out;

    @Mixin
    private StackOptions options;

    @Option(names = "--json", description = "Writes the same as JSON, for programs; docs/status.md says what the fields mean.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;

    StatusCommand(Cloud cloud, PrintStream out) {
        this.cloud = cloud;
        this.out = out;
    }

    @Override
    public Integer call() {
        Situation situation = cloud.situation(options.stack(), options.region());
        if (json) {
            out.println(json(situation));
        } else {
            new StatusScreen(out, Ansi.AUTO).print(situation);
        }
        return situation.verdict().exitStatus();
    }

    /** Writes it as {@code --json} does. */
    public static String json(Situation situation) {
        try {
            return JSON.writeValueAsString(situation);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.database.MariaDbEngine;
import io.pilotlight.simulator.database.UnsupportedPlatform;
import io.pilotlight.simulator.scenario.ScenarioRunner;
import io.pilotlight.simulator.scenario.Scenarios;
import java.io.Console;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The main job on this machine: a disaster and the recovery from it, or thousands of them, in one command. */
public final class Drill {

    private static final int GOOD = 0;
    private static final int WRONG = 1;
    private static final int BAD_USAGE = 2;

    private final Scenarios scenarios;
    private final Supplier<DatabaseEngine> engines;
    private final Surface surface;
    private final Clock clock;

    /** @param engines makes the databases of a single run; a sweep has its own, in memory */
    Drill(Scenarios scenarios, Supplier<DatabaseEngine> engines, Surface surface, Clock clock) {
        this.scenarios = scenarios;
        this.engines = engines;
        this.surface = surface;
        this.clock = clock;
    }

    /**
     * Runs what was typed. Files go to {@code target/} in the folder named by the system property
     * {@code pilotlight.root}, or in the current one.
     */
    public static void main(String... arguments) {
        // As in Lambda: names are built with numbers in them, and some languages have digits of their own.
        Locale.setDefault(Locale.ROOT);
        Path root = fromHere(Path.of(System.getProperty("pilotlight.root", "")));
        Path target = root.resolve("target");
        Path work = target.resolve("drill");
        Console console = System.console();
        Palette palette = Palette.of(console != null && console.isTerminal(), System.getenv());
        Drill drill = new Drill(
                Scenarios.all(root),
                () -> new MariaDbEngine(target.resolve("mariadb"), work),
                new Surface(System.out, System.err, palette, work),
                Clock.systemUTC());
        System.exit(drill.run(arguments));
    }

    /** Returns the exit status. */
    int run(String... arguments) {
        try {
            return start(arguments);
        } catch (BadUsage | UnsupportedPlatform refused) {
            surface.err().println("drill: " + refused.getMessage());
            return BAD_USAGE;
        } catch (RuntimeException failure) {
            surface.err().println("drill: the run itself broke, so it says nothing about the recovery: " + failure);
            failure.printStackTrace(surface.err());
            return WRONG;
        }
    }

    private int start(String... arguments) {
        DrillOptions options = parse(arguments);
        if (options.wantsHelp()) {
            new CommandLine(options).usage(surface.out());
            return GOOD;
        }
        if (options.wantsList()) {
            list();
            return GOOD;
        }
        Optional<SeedRange> seeds = options.seeds();
        long seed = options.seed();
        Optional<JsonNode> input = options.input();
        Optional<String> named = options.scenario(scenarios);
        ScenarioRunner runner = options.application()
                .<ScenarioRunner>map(other -> (request, progress) -> scenarios.runner().run(request.with(other), progress))
                .orElse(scenarios.runner());
        if (seeds.isPresent()) {
            List<String> all = scenarios.entries().stream().map(Scenarios.Entry::name).toList();
            return new Sweep(runner, Runtime.getRuntime().availableProcessors(), surface, clock)
                    .run(named.map(List::of).orElse(all), seeds.get());
        }
        return new SingleRun(runner, engines, surface, clock)
                .run(named.orElse(scenarios.entries().getFirst().name()), seed, input);
    }

    private static DrillOptions parse(String... arguments) {
        DrillOptions options = new DrillOptions();
        try {
            new CommandLine(options).parseArgs(arguments);
            return options;
        } catch (CommandLine.ParameterException wrong) {
            String meant = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                    ? unmatched.getSuggestions().stream().findFirst().map("; did you mean %s?"::formatted).orElse("")
                    : "";
            throw new BadUsage(wrong.getMessage().replaceAll("\\s+", " ") + meant + "; accepted is what --help shows");
        }
    }

    /** Names a folder from the current one where it lies in it, because that is what people read. */
    private static Path fromHere(Path folder) {
        Path here = Path.of("").toAbsolutePath();
        return folder.toAbsolutePath().startsWith(here) ? here.relativize(folder.toAbsolutePath()) : folder;
    }

    private void list() {
        int width = scenarios.entries().stream().mapToInt(entry -> entry.name().length()).max().orElseThrow();
        scenarios.entries().forEach(entry -> Columns
                .hanging(entry.name() + " ".repeat(width - entry.name().length() + 2), entry.description())
                .forEach(surface.out()::println));
    }
}

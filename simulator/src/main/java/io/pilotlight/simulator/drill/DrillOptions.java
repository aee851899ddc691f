package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.scenario.ApplicationShape;
import io.pilotlight.simulator.scenario.Scenarios;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What can be typed. */
@Command(
        name = "drill",
        sortOptions = false,
        usageHelpWidth = Columns.WIDTH,
        customSynopsis = {
            "./drill [--scenario NAME] [--seed N] [--event FILE | --input JSON]",
            "       ./drill --seeds A-B [--scenario NAME]",
            "       ./drill --application NAME ...",
            "       ./drill --list | --help"
        },
        description = {
            "",
            "Plays a disaster in two simulated AWS Regions and lets the production state machines and functions recover "
                    + "from it, with real databases on this machine. Nothing outside this machine is touched.",
            ""
        },
        footer = {
            "",
            "Leaves target/drill/result.json, or target/drill/sweep.json after --seeds.",
            "",
            "Exit status: 0 where it ended as it should and every promise was held, 1 where not, 2 where what was typed "
                    + "cannot be run, 3 where it could not be built."
        })
final class DrillOptions {

    private static final Pattern SEED = Pattern.compile("\\d{1,15}");

    @Option(names = "--scenario", paramLabel = "NAME",
            description = "What happens; see --list. Without it the first one listed, or with --seeds all of them.")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N",
            description = "Where all chance comes from: the same number is the same run, to the letter. Without it, 1.")
    private String seed;

    @Option(names = "--event", paramLabel = "FILE",
            description = "Starts the recovery with the JSON object in this file, such as a CloudWatch alarm event, "
                    + "instead of the scenario's own.")
    private Path event;

    @Option(names = "--input", paramLabel = "JSON",
            description = "The same, from the command line, such as '{}': what a person would type in the console.")
    private String input;

    @Option(names = "--seeds", paramLabel = "A-B",
            description = "Sweeps: runs with every seed from A to B on all cores, with databases in memory, names each run "
                    + "that went wrong, and says what a run of each scenario took.")
    private String seeds;

    @Option(names = "--application", paramLabel = "NAME",
            description = "What the application is, instead of the scenario's own: as-it-is for a small one as people have it, "
                    + "one-of-each for one with a page of its own for checks, encryption, auto scaling and groups of its own, or "
                    + "two-of-each for two such databases and services, of which one is a worker.")
    private String application;

    @Option(names = "--list", description = "Lists the scenarios.")
    private boolean list;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    boolean wantsHelp() {
        return help;
    }

    boolean wantsList() {
        return list;
    }

    Optional<SeedRange> seeds() {
        if (seeds == null) {
            return Optional.empty();
        }
        if (seed != null || event != null || input != null) {
            throw new BadUsage("--seeds goes with --scenario alone, not with --seed, --event or --input");
        }
        return Optional.of(SeedRange.parse(seeds));
    }

    long seed() {
        if (seed != null && !SEED.matcher(seed).matches()) {
            throw new BadUsage("--seed '%s' is no seed; accepted is a whole number of up to 15 digits".formatted(seed));
        }
        return seed == null ? 1 : Long.parseLong(seed);
    }

    Optional<JsonNode> input() {
        if (event != null && input != null) {
            throw new BadUsage("--event and --input both say what the recovery starts with; accepted is one of them");
        }
        return event != null
                ? Optional.of(InputDocument.ofFile(event))
                : Optional.ofNullable(input).map(InputDocument::ofText);
    }

    /** Returns the application that was named, if one was. */
    Optional<ApplicationShape> application() {
        Optional<ApplicationShape> named = Optional.ofNullable(application).flatMap(ApplicationShape::named);
        if (application != null && named.isEmpty()) {
            throw new BadUsage("there is no application '%s'; accepted: %s".formatted(application,
                    Arrays.stream(ApplicationShape.values()).map(ApplicationShape::typedName).collect(Collectors.joining(", "))));
        }
        return named;
    }

    /** Returns the scenario that was named, if one was. */
    Optional<String> scenario(Scenarios scenarios) {
        if (scenario != null && scenarios.find(scenario).isEmpty()) {
            List<String> names = scenarios.entries().stream().map(Scenarios.Entry::name).toList();
            throw new BadUsage("there is no scenario '%s'%s; accepted: %s".formatted(
                    scenario,
                    NearestName.to(scenario, names).map("; did you mean '%s'?"::formatted).orElse(""),
                    String.join(", ", names)));
        }
        return Optional.ofNullable(scenario);
    }
}

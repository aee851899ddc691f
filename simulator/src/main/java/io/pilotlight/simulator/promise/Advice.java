package io.pilotlight.simulator.promise;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a message advises people to do, read from its words as they would read it: line by line, because a person who is
 * in a hurry takes a line for itself.
 */
public final class Advice {

    private static final Pattern DELETE = Pattern.compile("\\b(delete|terminate)\\b|delete-db-instance");
    private static final Pattern SCALE_DOWN = Pattern.compile("\\bscale\\b.*\\bto 0\\b|--desired-count 0\\b");
    private static final Pattern NEGATION = Pattern.compile("\\b(not|never|no|nobody)\\b");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern COMMAND = Pattern.compile("\\baws [a-z0-9-]+ [a-z0-9-]+\\b.*");
    private static final Pattern REGION_OPTION = Pattern.compile("--region [a-z]{2}(-[a-z]+)+-\\d\\b");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)+");
    private static final Pattern INCIDENT_TAG = Pattern.compile("pilot-light:incident is (\\d{8}t\\d{6})");
    private static final String RESTORE_TEST_TAG = "pilot-light:restore-test";

    private Advice() {}

    /**
     * What must be left alone.
     *
     * @param site the name of the active site, in the words of a message: {@code primary} or {@code standby}
     * @param region that site's Region
     * @param instances the DB instances that serve
     */
    public record Serving(String site, String region, Set<String> instances) {}

    /** Says what of a message would take down what serves, or takes something away without saying what. */
    public static Stream<String> against(String message, Serving serving) {
        return message.toLowerCase(Locale.ROOT).lines().flatMap(line -> Stream.of(
                        against(line, DELETE, deletes(line, serving)),
                        against(line, SCALE_DOWN, scalesDown(line, serving)))
                .flatMap(wrongs -> wrongs));
    }

    /** Returns the commands of a message that leave it to chance which Region they are carried out in. */
    public static List<String> commandsWithoutRegion(String message) {
        return message.lines()
                .flatMap(line -> COMMAND.matcher(line).results())
                .map(command -> command.group())
                .filter(command -> !REGION_OPTION.matcher(command).find())
                .toList();
    }

    private static Stream<String> against(String line, Pattern verb, Stream<String> wrongs) {
        boolean advised = SENTENCE_END.splitAsStream(line).anyMatch(sentence -> isAdvised(sentence, verb));
        return advised ? wrongs.map(wrong -> "%s: \"%s\"".formatted(wrong, line)) : Stream.empty();
    }

    /** What a sentence says not to do, or what nobody does, is no advice to do it. */
    private static boolean isAdvised(String sentence, Pattern verb) {
        Matcher found = verb.matcher(sentence);
        return found.find() && !NEGATION.matcher(sentence.substring(0, found.start())).find();
    }

    private static Stream<String> deletes(String line, Serving serving) {
        Set<String> names = NAME.matcher(line).results().map(name -> name.group()).collect(Collectors.toSet());
        List<String> incidents = INCIDENT_TAG.matcher(line).results().map(tag -> tag.group(1)).toList();
        names.remove(serving.region());
        if (names.isEmpty() && incidents.isEmpty() && !line.contains(RESTORE_TEST_TAG)) {
            return Stream.of("it advises to delete something and does not say what");
        }
        return serving.instances().stream()
                .filter(instance -> names.contains(instance) || incidents.stream().anyMatch(instance::contains))
                .map("it advises to delete %s, which serves"::formatted);
    }

    private static Stream<String> scalesDown(String line, Serving serving) {
        if (line.contains(serving.region()) || line.contains(serving.site() + " s") || line.contains(serving.site() + " region")) {
            return Stream.of("it advises to scale down the %s site, which is recorded as active".formatted(serving.site()));
        }
        boolean saysWhere = NAME.matcher(line).results().anyMatch(name -> name.group().matches("[a-z]{2}(-[a-z]+)+-\\d"))
                || line.contains("primary") || line.contains("standby");
        return saysWhere ? Stream.empty() : Stream.of("it advises to scale something down and does not say where");
    }
}

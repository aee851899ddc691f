package io.pilotlight.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.serviceconfiguration.CurrentService.Equivalence;
import io.pilotlight.serviceconfiguration.CurrentService;
import io.pilotlight.verification.Finding.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The idle site's service as a failover would scale it: it wants no task, and stands on the equivalent of the active
 * site's task definition, which every backup sees to. Another definition is critical: the failover would start another
 * release.
 */
final class IdleService {

    private IdleService() {}

    /**
     * Returns what is against that; makes no call.
     *
     * @param service the active site's service; empty where it is not known, and so not compared
     * @param definition the active site's task definition; empty where it is not known, and so not compared
     * @param beingMirrored whether a backup may be giving the idle service that definition now
     */
    static List<Finding> findings(
            VerifyServiceConfigurationHandler.Input input,
            CurrentService idle,
            Optional<ObjectNode> service,
            Optional<ObjectNode> definition,
            boolean beingMirrored) {
        List<Finding> findings = new ArrayList<>();
        Optional<Equivalence> equivalence = definition.map(release ->
                idle.equivalence(service, release, input.sourceRegion(), input.targetRegion(),
                        input.standbyValues(), input.activeSite()));
        equivalence.flatMap(found -> notEquivalent(input, found, beingMirrored)).ifPresent(findings::add);
        equivalence.flatMap(found -> otherSettings(input, found)).ifPresent(findings::add);
        if (idle.desiredCount() > 0) {
            findings.add(found(
                    input,
                    Severity.WARNING,
                    "it is asked for %d tasks although its site is idle; they may write".formatted(idle.desiredCount()),
                    "Find out who scaled it (CloudTrail, UpdateService), and unless a recovery is under way, set the"
                            + " desired "
                            + "tasks of service %s in cluster %s to 0"
                                    .formatted(
                                            input.target().service(),
                                            input.target().cluster())));
        }
        return findings;
    }

    /** Finds that there is none. */
    static Finding missing(VerifyServiceConfigurationHandler.Input input) {
        return found(input, Severity.CRITICAL,
                "there is no active ECS service %s in cluster %s; a failover would have nothing to scale".formatted(
                        input.target().service(), input.target().cluster()),
                "Create it with no tasks, or correct cluster and service of %s in the plan".formatted(input.name()));
    }

    private static Optional<Finding> notEquivalent(
            VerifyServiceConfigurationHandler.Input input, Equivalence equivalence, boolean beingMirrored) {
        if (!equivalence.unmapped().isEmpty()) {
            return Optional.of(found(
                    input,
                    Severity.CRITICAL,
                    "it cannot be given the active site's task definition, of which these fields have no counterpart"
                            + " there: "
                            + String.join(", ", equivalence.unmapped()),
                    "Give each its value at the standby in standbyValues of the plan, or register a revision of its task"
                            + " definition that has those fields with that Region's values, and"
                            + " put the service on it"));
        }
        return equivalence.differing().isEmpty() || beingMirrored
                ? Optional.empty()
                : Optional.of(found(
                        input,
                        Severity.CRITICAL,
                        "it does not stand on the equivalent of the active site's task definition; these fields"
                                + " differ: "
                                + String.join(", ", equivalence.differing()),
                        "Start the state machine backup with {}: it mirrors the task definition; where it stays so,"
                                + " read why MirrorService fails"));
    }

    private static Optional<Finding> otherSettings(
            VerifyServiceConfigurationHandler.Input input, Equivalence equivalence) {
        return equivalence.settings().isEmpty()
                ? Optional.empty()
                : Optional.of(found(
                        input,
                        Severity.WARNING,
                        "these settings differ from the active site's service: " + String.join(", ", equivalence.settings()),
                        "Update the service of one of the sites to be as the other one's; no backup changes them"));
    }

    private static Finding found(
            VerifyServiceConfigurationHandler.Input input, Severity severity, String problem, String remedy) {
        return new Finding(Check.DRIFT, severity,
                "%s/%s".formatted(input.name(), input.targetRegion()), problem, remedy);
    }
}

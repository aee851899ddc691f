package io.pilotlight.health;

import static io.pilotlight.health.CheckHealthHandler.Result.Health.HEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNHEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNKNOWN;

import io.pilotlight.health.CheckHealthHandler.Result.Health;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Which evidence of a service leads to which verdict, line by line; the first that holds decides. Only what nothing else
 * explains is an outage, because a wrong verdict takes down what works; what is unknown is told to people.
 */
enum OutageTable {
    WORKS(HEALTHY, evidence -> evidence.site() == HEALTHY,
            "it passes its check"),
    PROBES_DISAGREE(UNKNOWN, evidence -> evidence.site() == UNKNOWN,
            "its probes do not agree, or could not be made"),
    CONTROL_SILENT(UNKNOWN, evidence -> evidence.control() == UNHEALTHY,
            "nothing else answers either, so it may be this Region's own network"),
    PUBLIC_NAME_WORKS(UNKNOWN, evidence -> evidence.publicName() == HEALTHY,
            "it works under its public name, so visitors are served, and the plan may name another load balancer than theirs"),
    OTHERS_REACH_IT(UNKNOWN, evidence -> evidence.checkers() == HEALTHY && saysNothingOfItself(evidence),
            "Route 53's checkers reach it from other Regions, so it may be the way from this one"),
    CHECK_MAY_BE_WRONG(UNKNOWN, evidence -> evidence.answer() == Answer.UNEXPECTED && evidence.targets() != UNHEALTHY,
            "it answers, and its own load balancer finds nothing worse, so the check or the page may have changed"),
    ITS_LOAD_BALANCER_IS_WELL(UNKNOWN,
            evidence -> evidence.answer() == Answer.NONE && evidence.targets() == HEALTHY && evidence.checkers() == UNKNOWN,
            "its own load balancer finds it healthy, and nobody in another Region tells whether it can be reached"),
    OUTAGE(UNHEALTHY, _ -> true,
            "nothing that was asked finds it working");

    private final Health verdict;
    private final Predicate<SiteEvidence> holds;
    private final String reason;

    OutageTable(Health verdict, Predicate<SiteEvidence> holds, String reason) {
        this.verdict = verdict;
        this.holds = holds;
        this.reason = reason;
    }

    static OutageTable lineOf(SiteEvidence evidence) {
        return Arrays.stream(values()).filter(line -> line.holds.test(evidence)).findFirst().orElseThrow();
    }

    /** An answer that is an error, or admits one, is proof of it; what others were answered is no proof against it. */
    private static boolean saysNothingOfItself(SiteEvidence evidence) {
        return evidence.answer() != Answer.ADMITTED && evidence.answer() != Answer.SERVER_ERROR;
    }

    Health verdict() {
        return verdict;
    }

    /** Returns why, as people read it behind the name of the service. */
    String reason() {
        return reason;
    }
}

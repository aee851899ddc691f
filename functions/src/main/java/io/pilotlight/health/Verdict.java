package io.pilotlight.health;

import io.pilotlight.health.CheckHealthHandler.Result.Health;
import java.util.List;

/**
 * What several probes say together: healthy where more than half do, unhealthy where all tell of ill health, and
 * otherwise unknown, because what is unknown must not move traffic.
 */
record Verdict(Health health, String summary) {

    /**
     * @param endpoint what was probed, such as {@code www.example.com at lb-1}
     * @param evidence what each probe saw, at least one
     */
    static Verdict of(String endpoint, List<ProbeEvidence> evidence) {
        int probes = evidence.size();
        long healthy = count(evidence, Health.HEALTHY);
        long failed = count(evidence, Health.UNHEALTHY);
        if (healthy == probes) {
            return new Verdict(Health.HEALTHY, "%d of %d probes of %s succeeded: %s".formatted(
                    healthy, probes, endpoint, evidence.getLast().detail()));
        }
        if (failed == probes) {
            return new Verdict(Health.UNHEALTHY, "%d of %d probes of %s failed: %s".formatted(
                    failed, probes, endpoint, evidence.getLast().detail()));
        }
        Health health = 2 * healthy > probes ? Health.HEALTHY : Health.UNKNOWN;
        return new Verdict(health, "Of %d probes of %s, %d succeeded, %d failed and %d could not tell: %s".formatted(
                probes, endpoint, healthy, failed, probes - healthy - failed, lastThatDidNotSucceed(evidence)));
    }

    private static long count(List<ProbeEvidence> evidence, Health health) {
        return evidence.stream().filter(probe -> probe.health() == health).count();
    }

    private static String lastThatDidNotSucceed(List<ProbeEvidence> evidence) {
        return evidence.reversed().stream()
                .filter(probe -> probe.health() != Health.HEALTHY)
                .map(ProbeEvidence::detail)
                .findFirst()
                .orElseThrow();
    }
}

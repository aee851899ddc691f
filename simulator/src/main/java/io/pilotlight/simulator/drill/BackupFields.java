package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.scenario.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a result's document says of the backups; instants are virtual, in UTC. */
final class BackupFields {

    private BackupFields() {}

    static void write(RunResult result, ObjectNode document) {
        exposure(result.exposure(), document);
        ArrayNode points = document.putArray("recoveryPoints");
        result.recoveryPoints().forEach(point -> points.addObject()
                .put("region", point.region())
                .put("snapshotId", point.snapshotId())
                .put("takenAt", point.takenAt().toString())
                .put("landedAt", point.landedAt().toString())
                .put("verified", point.verified()));
        ArrayNode findings = document.putArray("findings");
        result.findings().forEach(finding -> findings.addObject()
                .put("at", finding.at().toString())
                .put("check", finding.check())
                .put("severity", finding.severity())
                .put("subject", finding.subject())
                .put("problem", finding.problem())
                .put("remedy", finding.remedy()));
    }

    /** The greatest of each hour: a sample a minute would be ten thousand in a week. */
    private static void exposure(RunResult.Exposure exposure, ObjectNode document) {
        SortedMap<Instant, Duration> hours = new TreeMap<>();
        exposure.samples().forEach(sample -> hours.merge(sample.at().truncatedTo(ChronoUnit.HOURS), sample.age(),
                (one, other) -> one.compareTo(other) >= 0 ? one : other));
        ArrayNode series = document.putArray("exposure");
        hours.forEach((hour, greatest) -> series.addObject()
                .put("at", hour.toString())
                .put("maxSeconds", Times.seconds(greatest)));
        ArrayNode faults = document.putArray("faults");
        exposure.faults().forEach(fault -> faults.addObject()
                .put("what", fault.what())
                .put("from", fault.from().toString())
                .put("until", fault.until().toString()));
    }
}

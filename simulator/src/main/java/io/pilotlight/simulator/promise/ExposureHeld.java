package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.AlarmChanged;
import io.pilotlight.simulator.promise.Evidence.Exposure.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * While the age of the newest usable recovery point of a database is above the objective, a fault excuses it, and an alarm has said so
 * in time, unless it was over before: it is measured every five minutes, and where it cannot be measured CloudWatch takes
 * data for missing after three periods of five minutes and looks every minute.
 */
final class ExposureHeld implements Promise {

    private static final Duration ALARM_LIMIT = Duration.ofMinutes(3 * 5 + 2);

    @Override
    public String sentence() {
        return "The exposure stays within the RPO, and where a fault keeps it from that, people are told.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.exposures().stream().flatMap(exposure -> excesses(exposure).stream().flatMap(excess -> Stream.concat(
                unexcused(exposure, excess).stream(), untold(evidence, exposure, excess).stream())));
    }

    /** Returns the samples above the objective, those without one below it between them together. */
    private static List<List<Sample>> excesses(Evidence.Exposure exposure) {
        List<List<Sample>> excesses = new ArrayList<>();
        boolean above = false;
        for (Sample sample : exposure.samples()) {
            boolean before = above;
            above = sample.exposure().compareTo(exposure.rpo()) > 0;
            if (above && !before) {
                excesses.add(new ArrayList<>());
            }
            if (above) {
                excesses.getLast().add(sample);
            }
        }
        return excesses;
    }

    private static Optional<String> unexcused(Evidence.Exposure exposure, List<Sample> excess) {
        return excess.stream()
                .filter(sample -> exposure.excused().stream().noneMatch(window -> window.covers(sample.at())))
                .findFirst()
                .map(sample -> "%s: the exposure was %d min with an RPO of %d min, and no fault excuses it".formatted(
                        sample.at(), sample.exposure().toMinutes(), exposure.rpo().toMinutes()));
    }

    private static Optional<String> untold(Evidence evidence, Evidence.Exposure exposure, List<Sample> excess) {
        Sample first = excess.getFirst();
        // It grows as time passes, so it passed the objective so long before the first sample that shows it.
        Instant passedAt = first.at().minus(first.exposure().minus(exposure.rpo()));
        Instant limit = passedAt.plus(ALARM_LIMIT);
        return excess.getLast().at().isAfter(limit) && !isInAlarm(evidence, exposure.alarm(), passedAt, limit)
                ? Optional.of("%s: the exposure passed the RPO and %s did not say so within %d minutes".formatted(
                        passedAt, exposure.alarm(), ALARM_LIMIT.toMinutes()))
                : Optional.empty();
    }

    /** Tells whether the alarm was in ALARM at some instant of that time. */
    private static boolean isInAlarm(Evidence evidence, String alarm, Instant from, Instant until) {
        boolean atTheBeginning = evidence.events(AlarmChanged.class)
                .filter(change -> change.alarm().equals(alarm) && !change.at().isAfter(from))
                .reduce((_, last) -> last)
                .filter(change -> change.to().equals("ALARM"))
                .isPresent();
        return atTheBeginning || evidence.events(AlarmChanged.class)
                .filter(change -> change.alarm().equals(alarm) && change.to().equals("ALARM"))
                .anyMatch(change -> change.at().isAfter(from) && !change.at().isAfter(until));
    }
}

package io.pilotlight.notice;

import io.pilotlight.plan.SiteName;
import io.pilotlight.reconcile.TableCompared;
import java.util.List;
import java.util.stream.Stream;

/**
 * The old primary of a failover was compared with the recovery point that the recovery used.
 *
 * @param incident the failover
 * @param place where the rows are listed, such as {@code s3://bucket/prefix}
 */
record OldPrimaryCompared(String incident, String place, List<ComparedDatabase> databases) implements Notice {

    @Override
    public String headline(Setting setting) {
        long rows = databases.stream().mapToLong(database -> database.onlyOld() + database.different() + database.deleted()).sum();
        return rows > 0 ? "%d ROWS TO RECONCILE with the old primary".formatted(rows)
                : isWhole() ? "the old primary has nothing that is missing" : "the old primary was NOT COMPARED";
    }

    private boolean isWhole() {
        return databases.stream().allMatch(database -> database.isCompared() && database.notCompared() == 0);
    }

    @Override
    public Stream<String> lines(Setting setting) {
        List<String> tables = databases.stream().flatMap(database -> database.remarkable().stream()).map(TableCompared::inWords).toList();
        List<String> left = databases.stream().flatMap(database -> database.left().stream()).toList();
        return Stream.of(
                "The database of the old site %s was compared with the recovery point of incident %s. Nothing was merged."
                        .formatted(setting.region(SiteName.PRIMARY), incident),
                Shortened.list(databases.stream().map(ComparedDatabase::inWords).toList(), "; ") + ".",
                tables.isEmpty() ? "" : "Tables: %s.".formatted(Shortened.list(tables, "; ")),
                "The rows, one a line, and a summary: %s/<database>/".formatted(place),
                setting.active(),
                databases.stream().allMatch(ComparedDatabase::isCompared) ? ""
                        : "Once its cause is mended, start the state machine reconcile with {\"incident\": \"%s\"}.".formatted(incident),
                left.isEmpty() ? "" : "Left in %s and costing money, but tried again every 15 minutes: %s.".formatted(
                        setting.region(SiteName.STANDBY), Shortened.list(left, ", ")),
                "The old primary's snapshots are kept in both Regions, and cost money. Enter by hand what of the list is wanted; then start"
                        + " reconcile with {\"acknowledge\": \"%s\"}, which removes them.".formatted(incident));
    }
}

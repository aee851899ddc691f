package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.reconcile.TableCompared;
import io.pilotlight.step.Failure;
import java.util.List;

/**
 * How the comparison of one database went.
 *
 * @param failure where it could not be compared, and why; its step is empty where it was
 * @param tables how many tables there are
 * @param onlyOld how many rows the old primary alone has
 * @param different how many rows have other values
 * @param deleted how many rows were deleted at the old primary
 * @param notCompared of how many tables not all rows were compared
 * @param remarkable the tables that are not the same
 * @param left the restored instances that could not be removed
 */
record ComparedDatabase(
        String name,
        Why failure,
        int tables,
        long onlyOld,
        long different,
        long deleted,
        int notCompared,
        List<TableCompared> remarkable,
        List<String> left) {

    /** Where something failed, how, and why. */
    record Why(@MayBeEmpty String step, @MayBeEmpty String error, @MayBeEmpty String cause) {}

    boolean isCompared() {
        return failure.step().isEmpty();
    }

    String inWords() {
        return isCompared()
                ? "%s: %d rows only there, %d different, %d deleted there; %d of %d tables NOT COMPARED to their end".formatted(
                        Shortened.name(name), onlyOld, different, deleted, notCompared, tables)
                : "%s was NOT COMPARED: %s".formatted(Shortened.name(name),
                        Shortened.failure(new Failure(failure.step(), failure.error(), failure.cause())));
    }
}

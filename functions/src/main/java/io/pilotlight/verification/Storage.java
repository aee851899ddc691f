package io.pilotlight.verification;

import io.pilotlight.verification.Finding.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every recovery point is of a plausible size: known, not larger than its DB instance, and not smaller than an earlier one
 * of the same instance, because allocated storage never shrinks. An instance that took over another's name, as the green
 * one of a blue/green deployment does, may be smaller; RDS gives it a resource id of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html">Increasing DB
 *     instance storage capacity</a>
 */
final class Storage implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        List<Defect> defects = new ArrayList<>();
        Map<String, Integer> largest = new HashMap<>();
        for (Copy copy : backups.complete().reversed()) {
            String instance = "%s/%s".formatted(copy.own().instanceIdentifier(), copy.listed().dbiResourceId());
            Optional<String> problem = implausible(copy, backups)
                    .or(() -> shrunk(copy, largest.getOrDefault(instance, 0)));
            problem.ifPresentOrElse(
                    text -> defects.addFirst(new Defect(copy.own(), text)),
                    () -> largest.merge(instance, copy.listed().allocatedStorage(), Math::max));
        }
        return Defect.tell(backups, Check.STORAGE, defects,
                "Start the state machine verify-backups with {\"restoreTest\": true} to see whether the newest one restores, and "
                        + "do not restore from those that are named here");
    }

    private static Optional<String> implausible(Copy copy, DatabaseBackups backups) {
        Integer size = copy.listed().allocatedStorage();
        if (size == null || size <= 0) {
            return Optional.of("RDS names no storage size of it");
        }
        return backups.source().flatMap(source -> source.instanceOf(copy.own()))
                .filter(instance -> Objects.equals(instance.dbiResourceId(), copy.listed().dbiResourceId()))
                .filter(instance -> instance.allocatedStorage() != null && instance.allocatedStorage() < size)
                .map(instance -> "it is of %d GiB, more than the %d GiB of DB instance %s, of which it was taken".formatted(
                        size, instance.allocatedStorage(), instance.dbInstanceIdentifier()));
    }

    private static Optional<String> shrunk(Copy copy, int largest) {
        int size = copy.listed().allocatedStorage();
        return size >= largest ? Optional.empty() : Optional.of(
                "it is of %d GiB, less than the %d GiB of an earlier one; storage never shrinks".formatted(size, largest));
    }
}

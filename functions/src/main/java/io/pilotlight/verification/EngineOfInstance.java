package io.pilotlight.verification;

import io.pilotlight.verification.Finding.Check;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Every recovery point is of the engine of the DB instance that it was taken of: no other could take its place. */
final class EngineOfInstance implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        List<Defect> defects = backups.complete().stream()
                .flatMap(copy -> backups.source().flatMap(source -> source.instanceOf(copy.own())).stream()
                        .filter(instance -> !Objects.equals(instance.engine(), copy.listed().engine()))
                        .map(instance -> new Defect(copy.own(), problem(copy, instance))))
                .toList();
        return Defect.tell(backups, Check.ENGINE, Severity.CRITICAL, defects,
                "Find out whether another database bears the name that instanceIdentifier of %s in the plan gives, and "
                        .formatted(backups.name()) + "correct the plan or rename that instance");
    }

    private static String problem(Copy copy, DBInstance instance) {
        return "it is of engine %s; DB instance %s, of which it was taken, is of %s".formatted(
                copy.listed().engine(), instance.dbInstanceIdentifier(), instance.engine());
    }
}

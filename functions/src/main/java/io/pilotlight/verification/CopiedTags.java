package io.pilotlight.verification;

import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.verification.Finding.Check;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every complete copy of one of this software's snapshots, under its name, bears the tags of its source: without them it is
 * nobody's, and is neither counted nor pruned. A failover restores it all the same.
 */
final class CopiedTags implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        List<OwnSnapshot> untagged = backups.sources().stream()
                .filter(source -> backups.target().copiesOf(source).stream()
                        .filter(copy -> source.id().equals(copy.dbSnapshotIdentifier()) && "available".equals(copy.status()))
                        .anyMatch(copy -> OwnSnapshot.of(backups.plan().application(), copy)
                                .filter(own -> own.tags().equals(source.tags()))
                                .isEmpty()))
                .sorted((one, other) -> other.tags().scheduledAt().compareTo(one.tags().scheduledAt()))
                .toList();
        return untagged.stream().limit(1).flatMap(first -> Defect.tell(backups, Check.TAGS, Severity.WARNING,
                untagged.stream()
                        .map(source -> new Defect(source, "the copy in %s does not bear the tags of its source".formatted(
                                backups.direction().targetRegion())))
                        .toList(),
                "Give it, in the RDS console of %s, the tags of its source: %s".formatted(backups.direction().targetRegion(),
                        String.join(", ", first.tags().asList().stream()
                                .map(tag -> "%s = %s".formatted(tag.key(), tag.value()))
                                .toList()))));
    }
}

package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;

/**
 * No function deletes a snapshot; nothing of the software does so yet, and the day it does, this check has to learn which
 * ones it may.
 */
final class RecoveryPointsKept implements Promise {

    @Override
    public String sentence() {
        return "The newest verified recovery point is never deleted, nor a source with a copy in flight.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.events(ApiCalled.class)
                .filter(call -> !call.function().isEmpty() && call.error().isEmpty())
                .flatMap(call -> deleted(call).stream().map(snapshot -> "%s: %s deleted snapshot %s in %s".formatted(
                        call.at(), call.function(), snapshot, call.region())));
    }

    private static Optional<String> deleted(ApiCalled call) {
        return call.request() instanceof DeleteDbSnapshotRequest request
                ? Optional.of(request.dbSnapshotIdentifier())
                : Optional.empty();
    }
}

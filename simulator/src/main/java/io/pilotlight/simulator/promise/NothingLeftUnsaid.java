package io.pilotlight.simulator.promise;

import java.util.stream.Stream;

/**
 * An instance costs money for as long as it stands, and nobody looks for one of which they were not told. A run that
 * resumes an incident knows what an earlier one has left by the incident's tag alone.
 */
final class NothingLeftUnsaid implements Promise {

    @Override
    public String sentence() {
        return "A DB instance that was restored and that nobody uses is gone at the end, or people were told its name or a tag by which it is found.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.restores().stream()
                .map(Evidence.Restore::instanceIdentifier)
                .distinct()
                .filter(evidence.instances()::contains)
                .filter(instance -> !evidence.servingInstances().contains(instance))
                .filter(instance -> !evidence.wasToldOfInstance(instance))
                .map("%s was restored, nobody uses it, and no message names it"::formatted);
    }
}

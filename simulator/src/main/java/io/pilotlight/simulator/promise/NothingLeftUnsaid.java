package io.pilotlight.simulator.promise;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An instance costs money for as long as it stands, and nobody looks for one of which they were not told. A run that
 * resumes an incident knows what an earlier one has left by the incident's tag alone.
 */
final class NothingLeftUnsaid implements Promise {

    private static final Pattern INCIDENT = Pattern.compile("-(\\d{8}t\\d{6})-");

    @Override
    public String sentence() {
        return "A DB instance that was restored and that nobody uses is gone at the end, or people were told its name or its incident's tag.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.restores().stream()
                .map(Evidence.Restore::instanceIdentifier)
                .distinct()
                .filter(evidence.instances()::contains)
                .filter(instance -> !evidence.servingInstances().contains(instance))
                .filter(instance -> !evidence.wasTold(instance) && !isItsIncidentTold(evidence, instance))
                .map("%s was restored, nobody uses it, and no message names it"::formatted);
    }

    private static boolean isItsIncidentTold(Evidence evidence, String instance) {
        Matcher incident = INCIDENT.matcher(instance);
        return incident.find() && evidence.wasTold("tag pilot-light:incident is " + incident.group(1));
    }
}

package io.pilotlight.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Failure;
import java.util.Set;

/**
 * What failed in a backup.
 *
 * @param subject the database, the service or the Region that it failed for; the application where it failed as a whole
 * @param step the step that failed
 * @param error the error's name
 * @param cause why, raw
 */
public record BackupFailure(String subject, String step, @MayBeEmpty String error, @MayBeEmpty String cause) {

    private static final Set<String> ASKS_THE_SOURCE = Set.of("TakeSnapshot", "SaveServiceConfiguration");

    /** Returns the same without its subject, to be worded. */
    public Failure failure() {
        return new Failure(step, error, cause);
    }

    /** Tells whether the active site's Region did not answer. */
    @JsonIgnore
    public boolean isSourceSilent() {
        return ASKS_THE_SOURCE.contains(step) && error.equals(AwsUnavailableException.class.getName());
    }

    /**
     * Returns where it failed and how, such as {@code visits/CopySnapshot/SnapshotNotCopied}: the same failure, the
     * same key.
     */
    String key() {
        return "%s/%s/%s".formatted(subject, step, error);
    }
}

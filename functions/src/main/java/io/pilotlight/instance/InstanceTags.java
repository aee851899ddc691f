package io.pilotlight.instance;

import static io.pilotlight.aws.RdsTags.tag;

import io.pilotlight.aws.RdsTags;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The tags by which a restore knows its own DB instance; each empty where the instance does not have it.
 *
 * @param application the plan's application
 * @param incident the incident, or the restore test's own name
 * @param recoveryPoint the snapshot of which the instance was restored
 * @param restoreTest the ARN of the execution whose test the instance is; empty where it is a recovery's
 */
public record InstanceTags(String application, String incident, String recoveryPoint, String restoreTest) {

    private static final String APPLICATION = "pilot-light:application";
    private static final String INCIDENT = "pilot-light:incident";
    private static final String RECOVERY_POINT = "pilot-light:recovery-point";
    private static final String RESTORE_TEST = "pilot-light:restore-test";
    /** Says since when it is known that the application has left an instance. */
    public static final String LEFT_AT = "pilot-light:left-at";

    /** Reads an instance's tags. */
    public static InstanceTags of(List<Tag> tags) {
        return new InstanceTags(
                RdsTags.of(tags, APPLICATION),
                RdsTags.of(tags, INCIDENT),
                RdsTags.of(tags, RECOVERY_POINT),
                RdsTags.of(tags, RESTORE_TEST));
    }

    /** Tells whether a recovery of that application has restored the instance, and no restore test. */
    public boolean isOfRecovery(String of) {
        return application.equals(of) && !incident.isEmpty() && restoreTest.isEmpty();
    }

    /** Returns the tag that says that, from now on. */
    public static Tag left(Instant at) {
        return tag(LEFT_AT, at.toString());
    }

    /** Returns since when it is known that the application has left an instance; empty where that is not known. */
    public static Optional<Instant> leftAt(List<Tag> tags) {
        try {
            return Optional.of(RdsTags.of(tags, LEFT_AT)).filter(text -> !text.isEmpty()).map(Instant::parse);
        } catch (DateTimeException _) {
            // Somebody else wrote it.
            return Optional.empty();
        }
    }

    /** Returns them as RDS takes them. */
    public List<Tag> asList() {
        List<Tag> tags = new ArrayList<>(List.of(
                tag(APPLICATION, application), tag(INCIDENT, incident), tag(RECOVERY_POINT, recoveryPoint)));
        if (!restoreTest.isEmpty()) {
            tags.add(tag(RESTORE_TEST, restoreTest));
        }
        return List.copyOf(tags);
    }

    @Override
    public String toString() {
        return "application '%s', incident '%s', recovery point '%s'%s".formatted(application, incident, recoveryPoint,
                restoreTest.isEmpty() ? "" : ", restore test '%s'".formatted(restoreTest));
    }
}

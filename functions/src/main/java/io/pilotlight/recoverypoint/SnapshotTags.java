package io.pilotlight.recoverypoint;

import static io.pilotlight.aws.RdsTags.tag;

import io.pilotlight.aws.RdsTags;
import io.pilotlight.json.Blank;
import io.pilotlight.step.Require;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The tags by which this software knows its own snapshots, and their copies, which inherit them.
 *
 * <p>A copy is also marked with the time at which it was first seen complete, which is how long a backup took: the tags
 * lie on what they speak of, in the Region that needs them, come with the listing that is made anyway, and go when it
 * goes. {@code SnapshotCreateTime} of a copy would not do: AWS says that it changes when a snapshot is copied, and not
 * whether it is then the copy's beginning or its end.
 *
 * @param application the plan's application
 * @param database the plan's name of the database
 * @param scheduledAt the time for which the backup was scheduled
 */
public record SnapshotTags(String application, String database, Instant scheduledAt) {

    /** Marks a recovery point from which a restore was checked. */
    public static final String VERIFIED = "pilot-light:verified";

    private static final String VERIFIED_AT = "pilot-light:verified-at";

    static final String BEING_MADE_AT = "pilot-light:being-made-at";
    static final String LANDED_AT = "pilot-light:landed-at";

    private static final String APPLICATION = "pilot-light:application";
    private static final String DATABASE = "pilot-light:database";
    private static final String SCHEDULED_AT = "pilot-light:scheduled-at";

    public SnapshotTags {
        Require.text("application", application);
        Require.text("database", database);
    }

    /** Returns the tags with which a snapshot is made. */
    public List<Tag> asList() {
        return List.of(tag(APPLICATION, application), tag(DATABASE, database), tag(SCHEDULED_AT, scheduledAt.toString()));
    }

    /** Returns the tag that says when a copy was first seen complete. */
    public static Tag landed(Instant at) {
        return tag(LANDED_AT, at.toString());
    }

    /** Returns the tag that says when a snapshot that takes long was last seen being made. */
    public static Tag beingMade(Instant at) {
        return tag(BEING_MADE_AT, at.toString());
    }

    /** Returns the tags that say that a restore from it was checked, and when. */
    public static List<Tag> verified(Instant at) {
        return List.of(tag(VERIFIED, "true"), tag(VERIFIED_AT, at.toString()));
    }

    /** Reads them; empty where one is missing or is none that this software writes. */
    static Optional<SnapshotTags> of(List<Tag> tags) {
        String application = RdsTags.of(tags, APPLICATION);
        String database = RdsTags.of(tags, DATABASE);
        Optional<Instant> scheduledAt = instant(tags, SCHEDULED_AT);
        return Blank.is(application) || Blank.is(database)
                ? Optional.empty()
                : scheduledAt.map(at -> new SnapshotTags(application, database, at));
    }

    static Optional<Instant> beingMadeAt(List<Tag> tags) {
        return instant(tags, BEING_MADE_AT);
    }

    static Optional<Instant> landedAt(List<Tag> tags) {
        return instant(tags, LANDED_AT);
    }

    /** Returns when a restore from it was first checked; empty where none was. */
    public static Optional<Instant> verifiedAt(List<Tag> tags) {
        return instant(tags, VERIFIED_AT);
    }

    static boolean isVerified(List<Tag> tags) {
        return RdsTags.of(tags, VERIFIED).equals("true");
    }

    private static Optional<Instant> instant(List<Tag> tags, String key) {
        String text = RdsTags.of(tags, key);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            // Somebody else wrote it.
            return Optional.empty();
        }
    }
}

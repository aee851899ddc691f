package io.pilotlight.plan;

import java.time.Instant;
import java.util.Optional;

/** What an execution's input asks for. */
sealed interface Request {

    /** Why it was started, in one sentence. */
    String reason();

    /** Who started it. */
    Trigger trigger();

    /**
     * A person in the console.
     *
     * @param force whether to go on although the primary may be healthy
     * @param recoveryPoint the DB snapshot to restore from, empty for the newest
     */
    record FromPerson(boolean force, String recoveryPoint, String reason) implements Request {
        @Override
        public Trigger trigger() {
            return Trigger.PERSON;
        }
    }

    /**
     * A person who wants the application moved to a site, while both sites answer.
     *
     * @param force whether to go on although clients that are no tasks stay connected to the database
     * @param again whether nothing but a move there that was cut off shall be ended
     */
    record Move(SiteName to, boolean force, String reason, boolean again) implements Request {
        @Override
        public Trigger trigger() {
            return Trigger.PERSON;
        }
    }

    /**
     * An alarm that is in ALARM.
     *
     * @param alarm its name; empty where it was looked at already
     * @param again whether it is so for longer, and a run of before has ended without a recovery
     */
    record FromAlarm(String alarm, String reason, boolean again) implements Request {
        @Override
        public Trigger trigger() {
            return Trigger.ALARM;
        }
    }

    /** An alarm event that asks for no failover: the alarm is back to OK, or does not know. */
    record NotAsked(String reason) implements Request {
        @Override
        public Trigger trigger() {
            return Trigger.ALARM;
        }
    }

    /**
     * An alarm that is in ALARM, and that people have silenced.
     *
     * @param until when that ends; empty where it is not known
     */
    record Silenced(String reason, Optional<Instant> until) implements Request {
        @Override
        public Trigger trigger() {
            return Trigger.ALARM;
        }
    }
}

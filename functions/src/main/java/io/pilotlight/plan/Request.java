package io.pilotlight.plan;

/** What an execution's input asks for. */
sealed interface Request {

    /** Why it was started, in one sentence. */
    String reason();

    /** Who started it. */
    Trigger trigger();

    /** A person in the console; {@code force} goes on although the primary may be healthy. */
    record FromPerson(boolean force, String reason) implements Request {
        @Override
        public Trigger trigger() {
            return Trigger.PERSON;
        }
    }

    /**
     * An alarm that is in ALARM.
     *
     * @param again whether it is so for longer, and a run of before has ended without a recovery
     */
    record FromAlarm(String reason, boolean again) implements Request {
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
}

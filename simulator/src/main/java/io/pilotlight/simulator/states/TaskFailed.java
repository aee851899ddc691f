package io.pilotlight.simulator.states;

/** A task that failed, as Step Functions sees it: an error's name, which Retry and Catch match, and a cause. */
public final class TaskFailed extends RuntimeException {

    private final String error;

    /**
     * @param error such as {@code io.pilotlight.step.AwsUnavailableException} or {@code SNS.NotFoundException}
     * @param cause for a function, the JSON text that Lambda answered with
     */
    public TaskFailed(String error, String cause) {
        super(cause, null, false, false);
        this.error = error;
    }

    /** A task of which nothing is known but the error's name. */
    public TaskFailed(String error) {
        this(error, null);
    }

    /** Returns the error's name. */
    public String error() {
        return error;
    }
}

package io.pilotlight.simulator.cloud.sns;

/** SNS did not take a message; {@code code} is its error code, such as {@code InvalidParameter} or {@code NotFound}. */
public final class PublishRefused extends RuntimeException {

    private final String code;

    PublishRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Returns SNS's error code. */
    public String code() {
        return code;
    }
}

package io.pilotlight.recoverypoint;

import java.util.Optional;

/** The ARN of a DB snapshot, such as {@code arn:aws:rds:eu-west-1:123456789012:snapshot:visitor-db-20261122t164500}. */
public final class SnapshotArn {

    private static final int PARTS = 7;
    private static final int REGION = 3;

    private SnapshotArn() {}

    /** Returns the Region that an ARN names; empty where there is no ARN, or the text is none. */
    public static Optional<String> region(String arn) {
        return Optional.ofNullable(arn)
                .map(text -> text.split(":", PARTS))
                .filter(parts -> parts.length == PARTS && parts[0].equals("arn"))
                .map(parts -> parts[REGION]);
    }
}

package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.util.regex.Pattern;

/**
 * Where backups leave what is no snapshot.
 *
 * @param bucket the versioned, encrypted S3 bucket of the standby Region that holds the services' configuration
 */
public record Backup(String bucket) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    public Backup {
        Require.matching("bucket", bucket, BUCKET, "the name of an S3 bucket");
    }
}

package io.pilotlight.recoverypoint;

/** The name of a KMS key; RDS may give the bare id instead of the ARN. */
public final class KmsKeyId {

    private KmsKeyId() {}

    /**
     * Tells whether a key that RDS names is the wanted one.
     *
     * @param found the ARN or the bare id; may be missing
     * @param wantedArn the wanted key's ARN
     */
    public static boolean isSame(String found, String wantedArn) {
        return wantedArn.equals(found) || wantedArn.substring(wantedArn.lastIndexOf('/') + 1).equals(found);
    }
}

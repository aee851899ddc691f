package io.pilotlight.serviceconfiguration;

/**
 * What a task is given a secret from: {@code arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME:JSON-KEY:STAGE:VERSION}, of
 * which the last three may be missing, or the ARN or the name of a parameter (Amazon ECS, "Pass Secrets Manager secrets
 * through environment variables"). Which key of a secret is read is the application's; where the secret is, is the site's.
 *
 * @param place the secret or the parameter itself
 * @param part what follows it, with the colon before it; empty where the whole is read
 */
record SecretReference(String place, String part) {

    private static final int PARTS_OF_A_SECRETS_ARN = 7;

    static SecretReference parse(String valueFrom) {
        String[] parts = valueFrom.split(":", PARTS_OF_A_SECRETS_ARN + 1);
        return parts.length > PARTS_OF_A_SECRETS_ARN && parts[2].equals("secretsmanager")
                ? new SecretReference(
                        valueFrom.substring(0, valueFrom.length() - parts[PARTS_OF_A_SECRETS_ARN].length() - 1),
                        ":" + parts[PARTS_OF_A_SECRETS_ARN])
                : new SecretReference(valueFrom, "");
    }

    /** Tells whether another one is read from the same kind of thing: a secret, or a parameter. */
    boolean isOfTheKindOf(SecretReference other) {
        return place.contains(":secretsmanager:") == other.place.contains(":secretsmanager:");
    }

    /** Tells whether one version of a secret is read: its id is this secret's alone. */
    boolean namesAVersion() {
        return part.chars().filter(sign -> sign == ':').count() == 3 && !part.endsWith(":");
    }
}

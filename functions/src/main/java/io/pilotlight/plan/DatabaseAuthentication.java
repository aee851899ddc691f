package io.pilotlight.plan;

/** How a restored database is logged on to, to check its data. */
public enum DatabaseAuthentication {
    /** With a token that is signed by the function's own role: there is no password anywhere. */
    IAM,
    /** With the password of a secret. */
    SECRET
}

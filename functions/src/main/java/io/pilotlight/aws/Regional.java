package io.pilotlight.aws;

/** A kind of AWS client, one for each Region: {@code rds.in("eu-west-1")}. */
@FunctionalInterface
public interface Regional<C> {

    /** Returns the client that talks to the given Region; makes no call. */
    C in(String region);
}

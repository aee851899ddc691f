package io.pilotlight.simulator.database;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A database account; its text form does not show the password. */
record Account(String name, String password) {

    /** The master account, as the application knows it. */
    static final String MASTER = "admin";
    /** The account of the service itself; RDS has one of the same name. */
    static final String SERVICE = "rdsadmin";

    /** The account that may only read, as the plan names it by default. */
    static final String READER = "pilot_light";

    /** Makes an account with a password that nobody knows. */
    static Account withUnknownPassword(String name) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return new Account(name, HexFormat.of().formatHex(random));
    }

    @Override
    public String toString() {
        return name;
    }
}

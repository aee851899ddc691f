package io.pilotlight.simulator.cloud.route53;

import java.util.Locale;

/** Domain names, which differ neither by case nor by a dot at their end. */
public final class DomainName {

    /** How Route 53 writes the asterisk of a wildcard. */
    static final String WILDCARD = "\\052";
    private static final String DUALSTACK = "dualstack.";

    private DomainName() {}

    /** Returns a name in lower case and without a dot at its end; an asterisk as Route 53 writes it. */
    public static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace("*", WILDCARD);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Returns the load balancer's own name, without the prefix that asks for addresses of both kinds. */
    public static String loadBalancer(String name) {
        String plain = plain(name);
        return plain.startsWith(DUALSTACK) ? plain.substring(DUALSTACK.length()) : plain;
    }
}

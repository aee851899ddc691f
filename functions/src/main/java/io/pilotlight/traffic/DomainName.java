package io.pilotlight.traffic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A domain name as DNS compares it: without regard to case or a trailing dot, and with Route 53's octal escapes, such
 * as {@code \052} for an asterisk, resolved.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html">DNS domain name
 *     format</a>
 */
record DomainName(String value) {

    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");
    private static final String DUAL_STACK = "dualstack.";

    DomainName {
        value = ESCAPE.matcher(value)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(escape.group(1), 8))))
                .toLowerCase(Locale.ROOT);
        value = value.endsWith(".") ? value.substring(0, value.length() - 1) : value;
    }

    /** Returns the name without the prefix that the Route 53 console adds to a load balancer's. */
    String withoutDualStack() {
        return value.startsWith(DUAL_STACK) ? value.substring(DUAL_STACK.length()) : value;
    }

    /** Tells whether this is the load balancer's name, with or without the prefix that the Route 53 console adds. */
    boolean isLoadBalancer(String loadBalancerDnsName) {
        DomainName loadBalancer = new DomainName(loadBalancerDnsName);
        return equals(loadBalancer) || value.equals(DUAL_STACK + loadBalancer.value);
    }
}

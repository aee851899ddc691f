package io.pilotlight.simulator.cloud.elb;

import io.pilotlight.simulator.cloud.api.Arns;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names and addresses that Elastic Load Balancing would choose; the same for the same Region and name. */
final class Identity {

    /**
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/elb.html">Elastic Load Balancing endpoints: hosted
     *     zones</a>
     */
    private static final Map<String, String> HOSTED_ZONES = Map.of(
            "us-east-1", "Z35SXDOTRQ7X7K",
            "us-east-2", "Z3AADJGX6KTTL2",
            "us-west-1", "Z368ELLRRE2KJ0",
            "us-west-2", "Z1H1FL5HABSF5",
            "eu-central-1", "Z215JYRZR1TBD5",
            "eu-west-1", "Z32O12XQLNTSW2",
            "eu-west-2", "ZHURV8PSTC4K8",
            "eu-west-3", "Z3Q77PNBQS71R4",
            "eu-north-1", "Z23TAZ6LKFMNIO");

    private Identity() {}

    static String loadBalancerArn(String region, String name) {
        return Arns.of("elasticloadbalancing", region, "loadbalancer/app/%s/%016x".formatted(name, hash(region, name)));
    }

    static String targetGroupArn(String region, String name) {
        String resource = "targetgroup/%s/%016x".formatted(name, hash(region, "group " + name));
        return Arns.of("elasticloadbalancing", region, resource);
    }

    static String dnsName(String region, String name) {
        return "%s-%d.%s.elb.amazonaws.com".formatted(name, Math.floorMod(hash(region, name), 1_000_000_000L), region);
    }

    static String hostedZone(String region) {
        long other = Math.floorMod(hash(region, "zone"), 1_000_000_000L);
        return HOSTED_ZONES.getOrDefault(region, "Z%013d".formatted(other));
    }

    /** Addresses by turns in two zones, out of the block that is set aside for tests of networks, 198.18.0.0/15. */
    static SortedSet<String> addresses(String region, String name, int nodes) {
        SortedSet<String> addresses = new TreeSet<>();
        for (int node = 0; node < nodes; node++) {
            String zone = (node % 2 == 0 ? "a" : "b") + (node < 2 ? "" : node);
            long host = Math.floorMod(hash(region + zone, name), 1L << 17);
            addresses.add("198.%d.%d.%d".formatted(18 + (host >> 16), (host >> 8) & 255, host & 255));
        }
        return addresses;
    }

    private static long hash(String region, String name) {
        // Two unlike 32-bit hashes, spread, because one alone would repeat its digits.
        long low = (region + "/" + name).hashCode();
        long high = (name + "@" + region).hashCode();
        return (high << 32 ^ low) * 0x9E3779B97F4A7C15L;
    }
}

package io.pilotlight.traffic;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks the machine's own resolver, past the JVM's cache, which would repeat an answer for 30 seconds and a missing name
 * for 10.
 *
 * <p>The JVM reads the two security properties once, when it first resolves a name; this class sets them when it is
 * loaded, and so must be loaded before. In the functions that use it nothing resolves a name earlier. A Lambda
 * execution environment has no DNS cache of its own besides the VPC resolver's, which keeps to the record's TTL.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/core/java-networking.html">Networking properties</a>
 */
final class SystemNameResolver implements NameResolver {

    static {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.stale.ttl", "0");
    }

    @Override
    public SortedSet<String> addresses(String name) throws UnknownHostException {
        SortedSet<String> addresses = new TreeSet<>();
        for (InetAddress address : InetAddress.getAllByName(name)) {
            addresses.add(address.getHostAddress());
        }
        return addresses;
    }
}

package io.pilotlight.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Regions whose root certificates of Amazon RDS are at hand: in any other, a restore test could log on to no database,
 * because nothing would prove that it is the restored one. {@code functions/renew-rds-root-certificates} brings new ones.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html">Certificate authorities</a>
 */
final class TrustedRegions {

    private static final Pattern NAMED = Pattern.compile("(?m)^# Amazon RDS (\\S+) Root CA ");
    private static final SortedSet<String> REGIONS = read();

    private TrustedRegions() {}

    /** @throws IllegalArgumentException where the certificates of a standby Region are not at hand */
    static void require(String region) {
        if (!REGIONS.contains(region)) {
            throw new IllegalArgumentException(("the standby Region is %s, whose root certificates of Amazon RDS are not at hand: no restore "
                    + "test could log on there. Accepted is one of %s; functions/renew-rds-root-certificates brings those of newer Regions")
                            .formatted(region, String.join(", ", REGIONS)));
        }
    }

    private static SortedSet<String> read() {
        SortedSet<String> regions = new TreeSet<>();
        try (InputStream file = TrustedRegions.class.getResourceAsStream("/io/pilotlight/restoretest/rds-root-certificates.pem")) {
            Matcher named = NAMED.matcher(new String(file.readAllBytes(), StandardCharsets.US_ASCII));
            while (named.find()) {
                regions.add(named.group(1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return regions;
    }
}

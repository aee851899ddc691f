package io.pilotlight.plan;

import java.util.List;

/** Refuses an ARN that a plan gives a site and that names another Region than the site's: nothing there could use it. */
final class ArnOfSite {

    /** {@code arn:PARTITION:SERVICE:REGION:...}; the services without Regions leave it empty. */
    private static final int REGION = 3;

    private ArnOfSite() {}

    /** @throws IllegalArgumentException naming the field, the database or service, and both Regions */
    static void requireIn(Sites sites, List<Database> databases, List<Service> services) {
        for (SiteName site : SiteName.values()) {
            String region = sites.site(site).region();
            for (Database database : databases) {
                require("kmsKeyId", database.name(), site, database.at(site).kmsKeyId(), region);
                require("passwordSecretId", database.name(), site, database.at(site).passwordSecretId(), region);
            }
            for (Service service : services) {
                require("targetGroupArn", service.name(), site, service.at(site).targetGroupArn(), region);
            }
        }
        for (Database database : databases) {
            require("restoreTest.secretId", database.name(), SiteName.STANDBY, database.restoreTest().secretId(), sites.standby().region());
        }
    }

    private static void require(String field, String name, SiteName site, String value, String region) {
        String[] parts = value.split(":", REGION + 2);
        if (parts[0].equals("arn") && parts.length > REGION && !parts[REGION].isEmpty() && !parts[REGION].equals(region)) {
            throw new IllegalArgumentException("%s of '%s' at the %s site is in Region %s; accepted is one in %s: %s".formatted(
                    field, name, site.inWords(), parts[REGION], region, value));
        }
    }
}

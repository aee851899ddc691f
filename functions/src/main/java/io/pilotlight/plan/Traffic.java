package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.util.List;

/** The public names of the application, and how they are moved from one site to the other. */
public record Traffic(TrafficMode mode, List<DnsRecord> records) {

    public Traffic {
        Require.notEmpty("records", records);
        Unique.names("records", records, DnsRecord::name);
        records = List.copyOf(records);
    }
}

package io.pilotlight.plan;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import java.util.regex.Pattern;

/**
 * How the storage of a restored database is to differ from what its snapshot says.
 *
 * @param type {@code gp2}, {@code gp3}, {@code io1}, {@code io2} or {@code standard}; empty for the snapshot's
 * @param iops provisioned IOPS; 0 for the snapshot's
 * @param throughputMibps throughput in MiB/s, of {@code gp3} alone; 0 for the snapshot's
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">DB instance storage</a>
 */
public record DatabaseStorage(@MayBeEmpty String type, int iops, int throughputMibps) {

    private static final Pattern TYPE = Pattern.compile("(gp2|gp3|io1|io2|standard)?");
    private static final int MOST_IOPS = 256_000;
    private static final int MOST_THROUGHPUT = 16_000;

    /** As the snapshot says; below what it is checked by. */
    public static final DatabaseStorage OF_SNAPSHOT = new DatabaseStorage("", 0, 0);

    public DatabaseStorage {
        Require.matching("type", type, TYPE, "gp2, gp3, io1, io2 or standard, or nothing for the snapshot's");
        Require.between("iops", iops, 0, type.equals("gp2") || type.equals("standard") ? 0 : MOST_IOPS);
        Require.between("throughputMibps", throughputMibps, 0, type.isEmpty() || type.equals("gp3") ? MOST_THROUGHPUT : 0);
        if (type.startsWith("io") && iops == 0) {
            throw new IllegalArgumentException("iops is 0 with type %s; accepted is a number, which such storage needs".formatted(type));
        }
    }
}

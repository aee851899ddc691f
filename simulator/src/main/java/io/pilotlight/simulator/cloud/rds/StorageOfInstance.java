package io.pilotlight.simulator.cloud.rds;

/**
 * The storage of a new instance: {@code gp3} unless a request says otherwise, {@code io1} where it names IOPS alone.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">DB instance storage</a>
 */
record StorageOfInstance(String type, Integer iops, Integer throughput) {

    private static final int LEAST_GIBIBYTES_TO_CHOOSE = 400;
    private static final int FIXED_IOPS = 3000;
    private static final int FIXED_THROUGHPUT = 125;

    static StorageOfInstance of(String requestedType, Integer iops, Integer throughput, int allocatedGibibytes) {
        String type = requestedType != null ? requestedType : iops != null ? "io1" : "gp3";
        return switch (type) {
            case "gp3" -> gp3(iops, throughput, allocatedGibibytes);
            case "gp2", "standard" -> {
                refuse(iops != null || throughput != null, "You can't specify IOPS or storage throughput for storage type " + type);
                yield new StorageOfInstance(type, null, null);
            }
            case "io1", "io2" -> {
                refuse(iops == null, "Invalid iops to storage ratio: IOPS must be specified for storage type " + type);
                refuse(throughput != null, "You can't specify storage throughput for storage type " + type);
                yield new StorageOfInstance(type, iops, null);
            }
            default -> throw RdsErrors.invalidValue("Invalid storage type: " + type);
        };
    }

    private static StorageOfInstance gp3(Integer iops, Integer throughput, int allocatedGibibytes) {
        refuse(allocatedGibibytes < LEAST_GIBIBYTES_TO_CHOOSE && (iops != null || throughput != null),
                "You can't specify IOPS or storage throughput for engine mysql and a storage size less than "
                        + LEAST_GIBIBYTES_TO_CHOOSE + ".");
        return new StorageOfInstance("gp3", iops == null ? FIXED_IOPS : iops, throughput == null ? FIXED_THROUGHPUT : throughput);
    }

    private static void refuse(boolean isWrong, String message) {
        if (isWrong) {
            throw RdsErrors.invalidCombination(message);
        }
    }
}

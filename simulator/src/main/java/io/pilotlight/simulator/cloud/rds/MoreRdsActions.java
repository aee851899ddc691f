package io.pilotlight.simulator.cloud.rds;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/**
 * What some requests need besides their own action: tags, and a grant on a KMS key.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html">AWS KMS key
 *     management: kms:CreateGrant and kms:DescribeKey</a>
 */
final class MoreRdsActions {

    private MoreRdsActions() {}

    static List<String> of(SdkRequest request) {
        return switch (request) {
            case CreateDbSnapshotRequest create -> of(create.hasTags(), null);
            case CopyDbSnapshotRequest copy -> of(copy.hasTags(), copy.kmsKeyId());
            case RestoreDbInstanceFromDbSnapshotRequest restore -> of(restore.hasTags(), null);
            default -> List.of();
        };
    }

    private static List<String> of(boolean tags, String kmsKeyId) {
        List<String> actions = new ArrayList<>();
        if (tags) {
            actions.add("rds:AddTagsToResource");
        }
        if (kmsKeyId != null) {
            actions.addAll(List.of("kms:CreateGrant", "kms:DescribeKey"));
        }
        return actions;
    }
}

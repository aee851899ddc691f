package io.pilotlight.restore;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.Tag;

/** The tags by which a recovery knows its own DB instance; each empty where the instance does not have it. */
record InstanceTags(String application, String incident, String recoveryPoint) {

    private static final String APPLICATION = "pilot-light:application";
    private static final String INCIDENT = "pilot-light:incident";
    private static final String RECOVERY_POINT = "pilot-light:recovery-point";

    static InstanceTags of(RestoreDatabaseInput input) {
        return new InstanceTags(input.application(), input.incident(), input.recoveryPoint().snapshotId());
    }

    static InstanceTags of(List<Tag> tags) {
        Map<String, String> values = tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first));
        return new InstanceTags(
                values.getOrDefault(APPLICATION, ""),
                values.getOrDefault(INCIDENT, ""),
                values.getOrDefault(RECOVERY_POINT, ""));
    }

    List<Tag> asList() {
        return List.of(tag(APPLICATION, application), tag(INCIDENT, incident), tag(RECOVERY_POINT, recoveryPoint));
    }

    @Override
    public String toString() {
        return "application '%s', incident '%s', recovery point '%s'".formatted(application, incident, recoveryPoint);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}

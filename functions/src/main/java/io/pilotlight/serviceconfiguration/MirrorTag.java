package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** The tag of a registered revision that names the active site's revision of which it is made. */
final class MirrorTag {

    private static final String KEY = "pilot-light:mirror-of";
    private static final int TAGS_OF_A_REVISION = 50;

    private MirrorTag() {}

    /** Returns the tags of a revision that follows another one; ours is left out where it would be the 51st, which ECS does not take. */
    static List<Tag> on(List<Tag> tags, TaskDefinition release) {
        List<Tag> next = new ArrayList<>(tags);
        next.removeIf(tag -> tag.key().equals(KEY) || tag.key().startsWith("aws:"));
        if (next.size() < TAGS_OF_A_REVISION) {
            next.add(Tag.builder().key(KEY).value(release.taskDefinitionArn()).build());
        }
        return next;
    }

    /**
     * Returns the active site's revision of which the idle site's is made ({@code ecs:DescribeTaskDefinition}); empty where
     * people made it, or made it of one of ours: the console copies the tags of a revision to the next.
     */
    static Optional<ObjectNode> mirrored(
            DescribeTaskDefinitionResponse current, EcsConfiguration idle, EcsConfiguration active) {
        return isOurs(current, idle)
                ? active.taskDefinitionIfAny(value(current).orElseThrow()).map(found -> SdkJson.write(found.taskDefinition()))
                : Optional.empty();
    }

    /** Tells whether this software registered a revision, and nobody who copied its tags. */
    static boolean isOurs(DescribeTaskDefinitionResponse revision, EcsConfiguration idle) {
        Optional<String> release = value(revision);
        TaskDefinition definition = revision.taskDefinition();
        return release.isPresent()
                && !idle.taskDefinitionIfAny(definition.family() + ":" + (definition.revision() - 1))
                        .flatMap(MirrorTag::value).equals(release);
    }

    private static Optional<String> value(DescribeTaskDefinitionResponse revision) {
        return revision.tags().stream().filter(tag -> tag.key().equals(KEY)).map(Tag::value).findFirst();
    }
}

package io.pilotlight.simulator.cloud.rds;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The rules for tags: at most 50, and none that begins with {@code aws:}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html">Tagging RDS resources</a>
 */
final class Tags {

    private static final int MOST = 50;

    private Tags() {}

    /** Puts tags over others: a key that is there gets the new value. */
    static List<Tag> merge(Collection<Tag> present, Collection<Tag> added) {
        Map<String, Tag> merged = new LinkedHashMap<>();
        present.forEach(tag -> merged.put(tag.key(), tag));
        for (Tag tag : added) {
            if (tag.key() == null || tag.key().isEmpty() || tag.key().startsWith("aws:")) {
                throw RdsErrors.invalidValue("Tag key '%s' is not valid; it is empty or begins with aws:".formatted(tag.key()));
            }
            merged.put(tag.key(), tag);
        }
        if (merged.size() > MOST) {
            throw RdsErrors.invalidValue("The number of tags exceeds the limit of %d".formatted(MOST));
        }
        return List.copyOf(merged.values());
    }

    static List<Tag> without(Collection<Tag> present, Collection<String> keys) {
        return present.stream().filter(tag -> !keys.contains(tag.key())).toList();
    }
}

package io.pilotlight.aws;

import java.util.List;
import software.amazon.awssdk.services.rds.model.Tag;

/** Reads and makes the tags of RDS; a look goes over the few tags there are, because listings ask it for each snapshot. */
public final class RdsTags {

    private RdsTags() {}

    /** Returns the value of the first tag of that key; empty where there is none, or it has none. */
    public static String of(List<Tag> tags, String key) {
        for (Tag tag : tags) {
            if (key.equals(tag.key())) {
                return tag.value() == null ? "" : tag.value();
            }
        }
        return "";
    }

    /** Returns a tag. */
    public static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}

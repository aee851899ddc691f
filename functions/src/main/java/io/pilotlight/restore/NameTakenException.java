package io.pilotlight.restore;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.step.NeedsPersonException;

/** An instance stands under the name of the restore, and it is not of this incident and recovery point. */
public final class NameTakenException extends NeedsPersonException {

    NameTakenException(String instanceIdentifier, InstanceTags wanted, InstanceTags found) {
        super(("A DB instance named %s is already there, and this restore did not make it: its tags say %s; "
                + "wanted is %s. It was left untouched, and nothing was restored. Look at whose it is; "
                + "rename or remove it, and start again.").formatted(instanceIdentifier, found, wanted));
    }
}

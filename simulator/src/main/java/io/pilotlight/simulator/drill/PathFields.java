package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.scenario.RunResult.Share;
import java.util.List;

/** What a document says of the shares of an RTO. */
final class PathFields {

    private PathFields() {}

    static void write(List<Share> path, ObjectNode document) {
        ArrayNode shares = document.putArray("path");
        path.forEach(share -> shares.addObject()
                .put("name", share.name())
                .put("decidingSeconds", Times.seconds(share.deciding()))
                .put("oursSeconds", Times.seconds(share.ours()))
                .put("awsSeconds", Times.seconds(share.aws())));
    }
}

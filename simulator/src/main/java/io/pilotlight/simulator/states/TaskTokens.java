package io.pilotlight.simulator.states;

import io.pilotlight.simulator.time.Timeline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The tokens that tasks have handed out, and which of them still wait. */
final class TaskTokens {

    private final Timeline timeline;
    private final SplittableRandom ids;
    private final Map<String, TokenTask> tasks = new HashMap<>();

    TaskTokens(Timeline timeline, SplittableRandom ids) {
        this.timeline = timeline;
        this.ids = ids;
    }

    TokenTask issue() {
        TokenTask task = new TokenTask("task-token-" + DrawnId.uuid(ids), timeline);
        tasks.put(task.token(), task);
        return task;
    }

    TokenTask waiting(String token) {
        TokenTask task = Optional.ofNullable(tasks.get(token)).orElseThrow(StatesErrors::taskDoesNotExist);
        if (task.isOver()) {
            throw StatesErrors.taskTimedOut();
        }
        return task;
    }
}

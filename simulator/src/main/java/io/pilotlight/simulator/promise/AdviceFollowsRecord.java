package io.pilotlight.simulator.promise;

import java.util.stream.Stream;

/** What a message says is judged by what was recorded, and by what served, at the moment at which it was sent. */
final class AdviceFollowsRecord implements Promise {

    @Override
    public String sentence() {
        return "No message advises against what is recorded or against what serves, and each command in one names its Region.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.messages().stream().flatMap(message -> Stream.concat(
                        Advice.against(message.text(), message.serving()),
                        Advice.commandsWithoutRegion(message.text()).stream().map("no Region is named by %s"::formatted))
                .map(wrong -> "%s: the message %s: %s".formatted(message.at(), message.subject(), wrong)));
    }
}

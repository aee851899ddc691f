package io.pilotlight.simulator.states;

import java.util.Set;
import java.util.TreeSet;

/**
 * Tests of what a production machine decides, in situations that functions play; {@link MutantsTest} runs them on changed
 * machines too, where one of them has to fail.
 */
abstract class Decisions {

    static final ProductionMachines PRODUCTION = new ProductionMachines();

    ProductionMachines production = PRODUCTION;
    /** Machine/state of each that was entered. */
    final Set<String> entered = new TreeSet<>();

    Play play(Route route) {
        return new Play(production, route, entered);
    }

    static Route route(String name, int databases, int services) {
        return new Routes(databases, services).all().stream().filter(route -> route.name().equals(name)).findFirst()
                .orElseThrow();
    }
}

package io.pilotlight.simulator.states;

import java.util.Map;

/** States that lead to one another, from the first. */
record StateGraph(String startAt, Map<String, State> states) {}

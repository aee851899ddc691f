package io.pilotlight.simulator.states;

/** A state machine that can be started. */
record Machine(String name, String physicalName, String arn, String roleArn, StateMachineDefinition definition) {}

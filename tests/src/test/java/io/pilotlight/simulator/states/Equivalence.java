package io.pilotlight.simulator.states;

/**
 * Why a mutant that no test notices decides nothing, by a rule that is read off the definition alone; such mutants are listed
 * apart. There is no list of single mutants.
 */
enum Equivalence {

    WAIT("the length of a Wait decides how soon something is looked at, not what is done"),
    ONE_LOOK("in a loop that only waits, one look more or less of ten and more decides how long, not what"),
    EMPTY_BEGIN("what a variable begins with, where it is 0, false or empty, is there so that every path may read it: JSONata reads "
            + "nothing in the same way, or each path assigns it before"),
    DETOUR("the other way leads on to the same state, by a Choice or a Wait that finds nothing done yet"),
    EITHER_ORDER("two rules that cannot both hold, or that do the same, may stand in either order"),
    DEFENSIVE_CATCH("a Map or Parallel whose every task is caught inside fails by nothing that a task says: its own Catch is for "
            + "what Step Functions itself refuses, as a state over 256 KiB, and FailureTextTest holds what is in it"),
    WORDS("which words an error or a cause has decides nothing; what people read is held by the tests of the notices");

    private final String reason;

    Equivalence(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}

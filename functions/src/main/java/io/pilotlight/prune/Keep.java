package io.pilotlight.prune;

/** Why a snapshot of the software's own stays; each alone is enough. */
enum Keep {
    /** RDS is making, copying or deleting it. */
    NOT_SETTLED,
    /** RDS does not say when it was taken, or says that it is yet to be: its place among the others is unknown. */
    TIME_UNKNOWN,
    /** A copy of it is in flight, which its deletion could fail. */
    COPY_IN_FLIGHT,

    /** A restore test works on it, and will mark it as verified; or a recovery that is not over has restored it; or an old primary is compared with it. */
    UNDER_TEST,
    /** It is the newest copy: the next one is incremental only while it stays. */
    NEWEST_COPY,
    /** It is the newest of all: an unfinished backup may go on from it. */
    NEWEST,
    /** It is among the newest usable verified ones, which stay whatever their age. */
    NEWEST_VERIFIED,
    /** It is among the newest usable ones, verified or not, or fills up their number. */
    RECENT
}

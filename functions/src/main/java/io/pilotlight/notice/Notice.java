package io.pilotlight.notice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.stream.Stream;

/** What people are told of, with its facts; each kind knows its own words. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ApprovalAsked.class, name = "APPROVAL_ASKED"),
    @JsonSubTypes.Type(value = BackupFailed.class, name = "BACKUP_FAILED"),
    @JsonSubTypes.Type(value = ConfigurationChanged.class, name = "CONFIGURATION_CHANGED"),
    @JsonSubTypes.Type(value = FailoverFailed.class, name = "FAILOVER_FAILED"),
    @JsonSubTypes.Type(value = FindingsFound.class, name = "FINDINGS_FOUND"),
    @JsonSubTypes.Type(value = LeftBehind.class, name = "LEFT_BEHIND"),
    @JsonSubTypes.Type(value = MoveApprovalAsked.class, name = "MOVE_APPROVAL_ASKED"),
    @JsonSubTypes.Type(value = Moved.class, name = "MOVED"),
    @JsonSubTypes.Type(value = MoveFailed.class, name = "MOVE_FAILED"),
    @JsonSubTypes.Type(value = MoveRefused.class, name = "MOVE_REFUSED"),
    @JsonSubTypes.Type(value = OldPrimaryAcknowledged.class, name = "OLD_PRIMARY_ACKNOWLEDGED"),
    @JsonSubTypes.Type(value = OldPrimaryCompared.class, name = "OLD_PRIMARY_COMPARED"),
    @JsonSubTypes.Type(value = OldPrimaryNotCompared.class, name = "OLD_PRIMARY_NOT_COMPARED"),
    @JsonSubTypes.Type(value = OldSiteFenced.class, name = "OLD_SITE_FENCED"),
    @JsonSubTypes.Type(value = OldSiteNotFenced.class, name = "OLD_SITE_NOT_FENCED"),
    @JsonSubTypes.Type(value = Recovered.class, name = "RECOVERED"),
    @JsonSubTypes.Type(value = StoodDown.class, name = "STOOD_DOWN"),
    @JsonSubTypes.Type(value = SwitchNotProven.class, name = "SWITCH_NOT_PROVEN"),
    @JsonSubTypes.Type(value = VerificationFailed.class, name = "VERIFICATION_FAILED")
})
public sealed interface Notice
        permits ApprovalAsked, BackupFailed, ConfigurationChanged, FailoverFailed, FindingsFound, LeftBehind, MoveApprovalAsked, Moved,
                MoveFailed, MoveRefused, OldPrimaryAcknowledged, OldPrimaryCompared, OldPrimaryNotCompared, OldSiteFenced, OldSiteNotFenced,
                Recovered, StoodDown, SwitchNotProven, VerificationFailed {

    /** Returns what the subject says after the application's name. */
    String headline(Setting setting);

    /** Returns the lines of the body, what matters most first; an empty one is left out. */
    Stream<String> lines(Setting setting);
}

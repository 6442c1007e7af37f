// SPDX-License-Identifier: Apache-2.0
// Fields of CAP under Wireshark's names: the components, the members of arguments and results (key
// and name are the member's in TS 29.078), and what a number of ISUP (ITU-T Q.763) unfolds to. Only
// members that the decoder shows.
import type { FieldFormat, FieldSpec } from '../types.ts';

/** `camel.<member>` for each member; NULL and constructed ones have the suffix `_element`. */
function members(format: FieldFormat, names: string): Readonly<Record<string, FieldSpec>> {
  const suffix = format === 'label' ? '_element' : '';
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [
        name,
        { name: `camel.${name}${suffix}`, format, title: `${name} (CAP-datatypes)` },
      ]),
  );
}

const component = {
  invoke: { name: 'camel.invoke_element', format: 'label', title: 'Invoke' },
  return_result: { name: 'camel.returnResult_element', format: 'label', title: 'Return result' },
  return_error: { name: 'camel.returnError_element', format: 'label', title: 'Return error' },
  reject: { name: 'camel.reject_element', format: 'label', title: 'Reject' },
  invoke_id: {
    name: 'camel.invokeId',
    format: 'dec',
    title: 'Whether the invoke id is present (0) or absent (1)',
  },
  present: { name: 'camel.present', format: 'dec', title: 'Invoke id' },
  linked_id: {
    name: 'camel.linkedId',
    format: 'dec',
    title: 'Whether a linked id is present (0)',
  },
  opcode: { name: 'camel.opcode', format: 'dec', title: '0 local, 1 global' },
  local: {
    name: 'camel.local',
    format: 'dec',
    title: 'Operation code',
    aliases: ['cap.opcode'],
  },
  global: { name: 'camel.global', format: 'oid', title: 'Operation code written as OID' },
  error_code: {
    name: 'camel.error_code_local',
    format: 'dec',
    title: 'Error code',
  },
} as const satisfies Record<string, FieldSpec>;

/** LegID is of INAP (ETS 300 374-1), and so are its names. */
const leg = {
  leg_sendingSideID: {
    name: 'inap.sendingSideID',
    format: 'bytes',
    title: 'Leg of a call, in what the gsmSCF sends',
  },
  leg_receivingSideID: {
    name: 'inap.receivingSideID',
    format: 'bytes',
    title: 'Leg of a call, in what the gsmSCF receives',
  },
} as const satisfies Record<string, FieldSpec>;

/** Digits of a number, under the name of its parameter in Q.763. */
const isup = {
  isup_called: {
    name: 'isup.called',
    format: 'digits',
    title: 'Digits of a called party number (Q.763 §3.9)',
  },
  isup_calling: {
    name: 'isup.calling',
    format: 'digits',
    title: 'Digits of a calling party number (Q.763 §3.10)',
  },
  isup_generic_number: {
    name: 'isup.generic_number',
    format: 'digits',
    title: 'Digits of a generic number (Q.763 §3.26)',
  },
  isup_location_number: {
    name: 'isup.location_number',
    format: 'digits',
    title: 'Digits of a location number (Q.763 §3.30)',
  },
  isup_original_called_number: {
    name: 'isup.original_called_number',
    format: 'digits',
    title: 'Digits of an original called number (Q.763 §3.39)',
  },
  isup_redirecting: {
    name: 'isup.redirecting',
    format: 'digits',
    title: 'Digits of a redirecting number (Q.763 §3.44)',
  },
  called_bcd: {
    name: 'gsm_a.dtap.cld_party_bcd_num',
    format: 'digits',
    title: 'Digits dialled (TS 24.008 §10.5.4.7)',
  },
} as const satisfies Record<string, FieldSpec>;

export const fields: Readonly<Record<string, FieldSpec>> = {
  ...component,
  ...leg,
  ...isup,
  ...members(
    'bytes',
    `
    accessPointName additionalCallingPartyNumber aChBillingChargingCharacteristics alertingPattern allCallSegments
    ApplyChargingReportArg assistingSSPIPRoutingAddress bearerCap calledAddressValue
    calledPartyBCDNumber CalledPartyNumber calledPartyNumber callingAddressValue callingPartyNumber
    callingPartysNumber callReferenceNumber carrier cause cellGlobalId cellGlobalIdOrServiceAreaIdOrLAI
    chargeIndicator chargeNumber chargingID correlationID cug_Interlock destinationAddress
    destinationSubscriberNumber enteringCellGlobalId enteringLocationAreaId enteringServiceAreaId
    forwardingDestinationNumber FurnishChargingInformationArg FurnishChargingInformationGPRSArg
    FurnishChargingInformationSMSArg GenericNumber geographicalInformation gGSNAddress gmscAddress
    gPRSCause gprsCause gsmSCFAddress highLayerCompatibility iMEI iMSI ipRoutingAddress
    iPSSPCapabilities leavingCellGlobalId leavingLocationAreaId leavingServiceAreaId locationAreaId
    locationNumber mscAddress mSISDN naOliInfo originalCalledPartyID pDPAddress pDPID pdpID
    pDPTypeNumber pDPTypeOrganization receivingSideID redirectingPartyID redirectionInformation
    releaseCause releaseCauseValue ReleaseSMSArg routeingAreaIdentity routeSelectfailureCause
    busyCause scfID
    sCIBillingChargingCharacteristics sCIGPRSBillingChargingCharacteristics sendingSideID
    serviceAreaId sGSNCapabilities sgsn_Number sMSCAddress smsReferenceNumber timeAndTimezone
    timeAndTimeZone tPDataCodingScheme tPProtocolIdentifier tPShortMessageSpecificInfo
    tPValidityPeriod`,
  ),
  ...members(
    'bool',
    `
    active disconnectFromIPForbidden legActive releaseIfdurationExceeded
    requestAnnouncementCompleteNotification requestAnnouncementStartedNotification`,
  ),
  ...members(
    'dec',
    `
    appendFreeFormatData applicationTimer callAttemptElapsedTimeValue
    callConnectedElapsedTimeValue callingPartysCategory callSegmentID cause_indicator cGEncountered
    controlType elementaryMessageID eventTypeBCSM eventTypeSMS gapIndicatorsDuration gapInterval
    gPRSEventType initiatingEntity invokeID maxCallPeriodDuration maxElapsedTime
    maxTransferredVolume maximumNbOfDigits minimumNbOfDigits monitorMode newCallSegment
    numberOfRepetitions operation PAR_requestedInfoError PAR_taskRefused pDPInitiationType problem
    RequestedInformationType requestedInformationType serviceKey srfConnection
    tariffSwitchInterval timeGPRSIfNoTariffSwitch timeIfNoTariffSwitch timerID timervalue
    timeSinceTariffSwitch UnavailableNetworkResource volumeIfNoTariffSwitch`,
  ),
  ...members(
    'label',
    `
    allAnnouncementsComplete allRequests automaticRearm bor_InterrogationRequested callForwarded
    callForwardingSS_Pending cug_OutgoingAccess endUserAddress firstAnnouncementStarted
    forwardedCall initialDPArgExtension locationInformation locationInformationGPRS
    locationInformationMSC none oCSIApplicable or_Call routeNotPermitted sai_Present
    secondaryPDP_context suppressionOfAnnouncement suppress_N_CSI suppress_O_CSI suppress_T_CSI
    timeDurationCharging timeDurationChargingResult`,
  ),
  'mo-smsfailureCause': {
    name: 'camel.mo-smsfailureCause',
    format: 'dec',
    title: 'failureCause (CAP-datatypes)',
  },
  PDPAddress_IPv4: {
    name: 'camel.PDPAddress_IPv4',
    format: 'ipv4',
    title: 'IPv4 address of a PDP context',
  },
  PDPAddress_IPv6: {
    name: 'camel.PDPAddress_IPv6',
    format: 'ipv6',
    title: 'IPv6 address of a PDP context',
  },
};

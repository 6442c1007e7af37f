// SPDX-License-Identifier: Apache-2.0
// Fields of MAP under Wireshark's names. A member of the ASN.1 stands under its module (`ms`, `sm`,
// ...) as Wireshark files it; its key is module and member, and its title the member's name in TS
// 29.002. Only members that the decoder shows.
import type { FieldFormat, FieldSpec } from '../types.ts';

/**
 * `gsm_map.<module>.<member>` for each member; NULL and constructed ones have Wireshark's suffix
 * `_element`.
 */
function family(
  module: string,
  format: FieldFormat,
  members: string,
): Readonly<Record<string, FieldSpec>> {
  const suffix = format === 'label' ? '_element' : '';
  return Object.fromEntries(
    members
      .trim()
      .split(/\s+/)
      .map((member) => [
        `${module}_${member}`,
        {
          name: `gsm_map.${module}.${member}${suffix}`,
          format,
          title: `${member.replaceAll('_', '-')} (MAP-${module.toUpperCase()}-DataTypes)`,
        },
      ]),
  );
}

const field = (name: string, format: FieldFormat, title: string): FieldSpec => ({
  name,
  format,
  title,
});

/** Component header: Wireshark keeps it under `gsm_old` for all versions of MAP. */
const component = {
  component: field(
    'gsm_map.old.Component',
    'dec',
    'Component: 1 invoke, 2 result, 3 error, 4 reject, 7 result not last',
  ),
  invoke: field('gsm_old.invoke_element', 'label', 'Invoke'),
  result_last: field('gsm_old.returnResultLast_element', 'label', 'Return result, last'),
  result_not_last: field('gsm_old.returnResultNotLast_element', 'label', 'Return result, not last'),
  error: field('gsm_old.returnError_element', 'label', 'Return error'),
  reject: field('gsm_old.reject_element', 'label', 'Reject'),
  invoke_id: field('gsm_old.invokeID', 'dec', 'Invoke id'),
  linked_id: field(
    'gsm_old.linkedID',
    'dec',
    'Invoke id of the operation that this one is linked to',
  ),
  result_sequence: field('gsm_old.resultretres_element', 'label', 'Operation code and result'),
  op_code: field('gsm_old.opCode', 'dec', 'Form of the operation code: 0 local, 1 global'),
  local_value: {
    name: 'gsm_old.localValue',
    format: 'dec',
    title: 'Operation code; in a return error the error code',
    aliases: ['map.op'],
  },
  global_value: field('gsm_old.globalValue', 'oid', 'Operation code written as OBJECT IDENTIFIER'),
  error_code: field('gsm_old.errorCode', 'dec', 'Form of the error code: 0 local, 1 global'),
  invoke_id_rejected: field(
    'gsm_old.invokeIDRej',
    'dec',
    'Whether the rejected invoke id is known (0) or not (1)',
  ),
  derivable: field('gsm_old.derivable', 'dec', 'Invoke id of the rejected component'),
  not_derivable: field(
    'gsm_old.not_derivable_element',
    'label',
    'The rejected component has no readable invoke id',
  ),
  problem: field(
    'gsm_old.problem',
    'dec',
    'Kind of problem: 0 general, 1 invoke, 2 result, 3 error',
  ),
  general_problem: field('gsm_old.generalProblem', 'dec', 'General problem'),
  invoke_problem: field('gsm_old.invokeProblem', 'dec', 'Problem of an invoke'),
  return_result_problem: field('gsm_old.returnResultProblem', 'dec', 'Problem of a return result'),
  return_error_problem: field('gsm_old.returnErrorProblem', 'dec', 'Problem of a return error'),
  security_header: field(
    'gsm_old.securityHeader_element',
    'label',
    'Security header of secure transport',
  ),
  security_parameters_index: field(
    'gsm_old.securityParametersIndex',
    'bytes',
    'Security parameters index',
  ),
} as const satisfies Record<string, FieldSpec>;

const dialogue = {
  dialogue_pdu: field('gsm_map.dialogue.MAP_DialoguePDU', 'dec', 'Kind of MAP dialogue PDU'),
  map_open: field('gsm_map.dialogue.map_open_element', 'label', 'map-open'),
  map_accept: field('gsm_map.dialogue.map_accept_element', 'label', 'map-accept'),
  map_close: field('gsm_map.dialogue.map_close_element', 'label', 'map-close'),
  map_refuse: field('gsm_map.dialogue.map_refuse_element', 'label', 'map-refuse'),
  map_user_abort: field('gsm_map.dialogue.map_userAbort_element', 'label', 'map-userAbort'),
  map_provider_abort: field(
    'gsm_map.dialogue.map_providerAbort_element',
    'label',
    'map-providerAbort',
  ),
  destination_reference: field(
    'gsm_map.dialogue.destinationReference',
    'bytes',
    'Subscriber that the dialogue is about',
  ),
  origination_reference: field(
    'gsm_map.dialogue.originationReference',
    'bytes',
    'Node that opened the dialogue',
  ),
  user_abort_choice: field(
    'gsm_map.dialogue.map_UserAbortChoice',
    'dec',
    'Reason of a map-userAbort: 0 its own, 1 no resources, 2 a resource, 3 a cancellation',
  ),
  user_specific_reason: field(
    'gsm_map.dialogue.userSpecificReason_element',
    'label',
    'A reason of the user’s own',
  ),
  user_resource_limitation: field(
    'gsm_map.dialogue.userResourceLimitation_element',
    'label',
    'The user has no resources left',
  ),
  resource_unavailable: field(
    'gsm_map.dialogue.resourceUnavailable',
    'dec',
    'For how long a resource is unavailable',
  ),
  procedure_cancellation: field(
    'gsm_map.dialogue.applicationProcedureCancellation',
    'dec',
    'Why the procedure was cancelled',
  ),
  refuse_reason: field('gsm_map.dialogue.reason', 'dec', 'Reason of a map-refuse'),
  alternative_context: field(
    'gsm_map.dialogue.alternativeApplicationContext',
    'oid',
    'Context that the refusing side can do',
  ),
  provider_abort_reason: field(
    'gsm_map.dialogue.map_ProviderAbortReason',
    'dec',
    'Reason of a map-providerAbort',
  ),
} as const satisfies Record<string, FieldSpec>;

/** What every address and identity unfolds to. */
const digits = {
  extension: field('gsm_map.extension', 'bool', 'Extension bit of an AddressString'),
  nature_of_number: { ...field('gsm_map.nature_of_number', 'hex', 'Nature of number'), width: 2 },
  number_plan: { ...field('gsm_map.number_plan', 'hex', 'Numbering plan'), width: 2 },
  address_digits: field(
    'gsm_map.address.digits',
    'digits',
    'Digits of a number that is not an international E.164 one',
  ),
  tbcd_digits: field('gsm_map.tbcd_digits', 'digits', 'Digits of an IMEI or routeing number'),
  e164_msisdn: {
    ...field('e164.msisdn', 'digits', 'International E.164 number, of a subscriber or a node'),
    aliases: ['msisdn'],
  },
  e212_imsi: { ...field('e212.imsi', 'digits', 'IMSI'), aliases: ['imsi'] },
  gsn_ipv4: field('gsm_map.gsnaddress_ipv4', 'ipv4', 'IPv4 address of a GPRS support node'),
  gsn_ipv6: field('gsm_map.gsnaddress_ipv6', 'ipv6', 'IPv6 address of a GPRS support node'),
} as const satisfies Record<string, FieldSpec>;

const sms = {
  tp_mti: field('gsm_sms.tp-mti', 'dec', 'SMS TPDU message type indicator'),
  tp_udhi: field('gsm_sms.tp-udhi', 'bool', 'TP-User-Data-Header-Indicator'),
  tp_oa: field('gsm_sms.tp-oa', 'digits', 'TP-Originating-Address, digits or a name'),
  tp_da: field('gsm_sms.tp-da', 'digits', 'TP-Destination-Address'),
  tp_ra: field('gsm_sms.tp-ra', 'digits', 'TP-Recipient-Address'),
  tp_pid: field('gsm_sms.tp-pid', 'dec', 'TP-Protocol-Identifier'),
  tp_dcs: field('gsm_sms.tp-dcs', 'dec', 'TP-Data-Coding-Scheme'),
  tp_mr: field('gsm_sms.tp-mr', 'dec', 'TP-Message-Reference'),
  tp_fcs: { ...field('gsm_sms.tp-fcs', 'hex', 'TP-Failure-Cause'), width: 2 },
  tp_command: field('gsm_sms.tp.command_type', 'dec', 'TP-Command-Type'),
  tp_number: field('gsm_sms.tp.message_number', 'dec', 'TP-Message-Number'),
  tp_status: { ...field('gsm_sms.tp-st', 'hex', 'TP-Status'), width: 2, own: true },
  tp_length: field('gsm_sms.tp.user_data_length', 'dec', 'TP-User-Data-Length'),
  tp_number_type: field('gsm_sms.dis_field_addr.num_type', 'dec', 'Type of number of the address'),
  tp_number_plan: field('gsm_sms.dis_field_addr.num_plan', 'dec', 'Numbering plan of the address'),
  tp_header_element: {
    ...field('gsm_sms.ie_identifier', 'hex', 'Information element of the user data header'),
    width: 2,
  },
} as const satisfies Record<string, FieldSpec>;

/** Members of versions 1 and 2 where Wireshark has other names for them. */
const former = Object.fromEntries(
  (
    [
      ['bool', 'mwd_Set sm_RP_PRI'],
      [
        'bytes',
        `b_Subscriber_Address call_Direction cug_Interlock handoverNumber hlr_Number imsi lmsi
        msc_Number msisdn originatingEntityNumber roamingNumber serviceCentreAddress
        serviceCentreAddressDA serviceCentreAddressOA sIWFSNumber targetCellId vlr_Number`,
      ],
      ['dec', 'networkResource numberOfForwarding teleserviceCode'],
      ['label', 'moreMessagesToSend noSM_RP_DA noSM_RP_OA'],
    ] as const
  ).flatMap(([format, members]) =>
    members.split(/\s+/).map((member) => {
      const suffix = format === 'label' ? '_element' : '';
      const title = `${member.replaceAll('_', '-')} (before version 3)`;
      return [`old_${member}`, field(`gsm_old.${member}${suffix}`, format, title)];
    }),
  ),
) as Readonly<Record<string, FieldSpec>>;

/**
 * Nothing is shown under the Wireshark name of a secret (vectors, keys, passwords, SMS text, USSD
 * strings): its place is marked by `gsm_map.secret`, whose value is the number of octets.
 */
const own = {
  secret: {
    ...field('gsm_map.secret', 'dec', 'Octets of a secret, which is never shown'),
    own: true,
  },
  vectors: {
    ...field('gsm_map.vectors', 'dec', 'Authentication vectors in one result'),
    own: true,
  },
} as const satisfies Record<string, FieldSpec>;

export const fields: Readonly<Record<string, FieldSpec>> = {
  ...component,
  ...dialogue,
  ...digits,
  ...sms,
  ...own,
  imsi: field('gsm_map.imsi', 'bytes', 'IMSI as sent'),
  imsi_WithLMSI: field('gsm_map.imsi_WithLMSI_element', 'label', 'IMSI with LMSI'),
  lmsi: field('gsm_map.lmsi', 'bytes', 'LMSI'),
  tmsi: field('gsm_map.tmsi', 'bytes', 'TMSI'),
  msisdn: field('gsm_map.msisdn', 'bytes', 'MSISDN as sent'),
  externalAddress: field('gsm_map.externalAddress', 'bytes', 'Address of an external LCS client'),
  cellGlobalIdOrServiceAreaIdFixedLength: field(
    'gsm_map.cellGlobalIdOrServiceAreaIdFixedLength',
    'bytes',
    'Cell or service area identity',
  ),
  laiFixedLength: field('gsm_map.laiFixedLength', 'bytes', 'Location area identity'),
  HLR_Id: field('gsm_map.HLR_Id', 'bytes', 'Identity of an HLR, written as an IMSI'),
  diameter_Name: field('gsm_map.diameter_Name', 'text', 'Diameter host of a node'),
  diameter_Realm: field('gsm_map.diameter_Realm', 'text', 'Diameter realm of a node'),
  bearerService: field('gsm_map.bearerService', 'dec', 'Bearer service'),
  teleservice: field('gsm_map.teleservice', 'dec', 'Teleservice'),
  ext_BearerService: field('gsm_map.ext_BearerService', 'dec', 'Bearer service'),
  ext_Teleservice: field('gsm_map.ext_Teleservice', 'dec', 'Teleservice'),
  ss_Code: field('gsm_map.ss_Code', 'dec', 'Supplementary service, by itself'),
  getPassword: field('gsm_map.getPassword', 'dec', 'Which password is asked for'),
  ...former,
  ...family(
    'ch',
    'bytes',
    `
    alertingPattern allowedServices callDiversionTreatmentIndicator callReferenceNumber
    cug_Interlock forwardedToNumber forwardedToSubaddress forwardingOptions gmsc_Address
    gmsc_OrGsmSCF_Address imsi lastUsedLtePLMN_Id lmsi longForwardedToNumber msc_Number msisdn
    msrn offeredCamel4CSIs offeredCamel4CSIsInInterrogatingNode offeredCamel4CSIsInVMSC
    oldMSC_Number roamingNumber supportedCamelPhases supportedCamelPhasesInInterrogatingNode
    supportedCamelPhasesInVMSC suppressMTSS translatedB_Number uuIndicator vmsc_Address`,
  ),
  ...family(
    'ch',
    'dec',
    `
    callOutcome callPriority callTerminationIndicator ccbs_Monitoring ccbs_SubscriberStatus
    forwardingReason interrogationType istAlertTimer istSupportIndicator monitoringMode
    numberOfForwarding numberPortabilityStatus or_Capability ruf_Outcome supportedCCBS_Phase
    unavailabilityCause`,
  ),
  ...family(
    'ch',
    'label',
    `
    allInformationSent callReportdata camelRoutingInfo ccbs_Call ccbs_Feature ccbs_Possible
    cug_OutgoingAccess cugSubscriptionFlag d_csi eventReportData forwardingData
    forwardingInterrogationRequired gmscCamelSubscriptionInfo gsmSCF_InitiatedCall
    istInformationWithdraw keepCCBS_CallIndicator longFTN_Supported mtrf_Indicator
    mtRoamingRetry mtRoamingRetrySupported o_CSI or_Interrogation orNotSupportedInGMSC
    pre_pagingSupported releaseResourcesSupported replaceB_Number subscriberInfo
    suppress_T_CSI suppress_VT_CSI suppressIncomingCallBarring suppressionOfAnnouncement t_CSI
    uu_Data uusCFInteraction`,
  ),
  ...family(
    'er',
    'bytes',
    `
    imsi requestedRetransmissionTime ss_Status userIdentifierAlert`,
  ),
  ...family(
    'er',
    'dec',
    `
    absentSubscriberDiagnosticSM absentSubscriberReason additionalAbsentSubscriberDiagnosticSM
    additionalNetworkResource additionalRoamingNotAllowedCause callBarringCause
    cug_RejectCause failureCauseParam networkResource positionMethodFailure_Diagnostic
    roamingNotAllowedCause sm_EnumeratedDeliveryFailureCause ss_Code
    unauthorizedLCSClient_Diagnostic unknownSubscriberDiagnostic`,
  ),
  ...family(
    'er',
    'label',
    `
    anonymousCallRejection ccbs_Busy ccbs_Possible gprsConnectionSuspended
    neededLcsCapabilityNotSupportedInServingNode shapeOfLocationEstimateNotSupported
    unauthorisedMessageOriginator unexpectedSubscriber`,
  ),
  ...family(
    'gr',
    'bytes',
    `
    additionalInfo additionalSubscriptions anchorMSC_Address asciCallReference cellId
    cipheringAlgorithm cksn codec_Info groupCallNumber groupId imsi tmsi`,
  ),
  ...family(
    'gr',
    'dec',
    `
    groupKeyNumber_Vk_Id priority requestedInfo talkerPriority teleservice`,
  ),
  ...family(
    'gr',
    'label',
    `
    callOriginator downlinkAttached dualCommunication emergencyModeResetCommandFlag
    releaseGroupCall stateAttributes talkerChannelParameter uplinkAttached uplinkFree
    uplinkRejectCommand uplinkReleaseCommand uplinkReleaseIndication uplinkReplyIndicator
    uplinkRequest uplinkRequestAck uplinkSeizedCommand`,
  ),
  ...family(
    'lcs',
    'bytes',
    `
    add_LocationEstimate additional_LCS_CapabilitySets additional_v_gmlc_Address
    areaIdentification dataCodingScheme deferredLocationEventType geranGANSSpositioningData
    geranPositioningData h_gmlc_Address horizontal_accuracy imei imsi lcs_Priority
    lcs_ReferenceNumber lcsAPN lcsClientDialedByMS lmsi locationEstimate mlc_Number mlcNumber
    msc_Number msisdn na_ESRD na_ESRK nameString networkNode_Number plmn_Id ppr_Address
    requestorIDString sgsn_Number supportedGADShapes supportedLCS_CapabilitySets
    utranAdditionalPositioningData utranCivicAddress utranGANSSpositioningData
    utranPositioningData v_gmlc_Address velocityEstimate vertical_accuracy`,
  ),
  ...family(
    'lcs',
    'dec',
    `
    accuracyFulfilmentIndicator ageOfLocationEstimate areaType callSessionRelated
    callSessionUnrelated intervalTime lcs_Event lcs_FormatIndicator lcsClientInternalID
    lcsClientType lcsServiceTypeID locationEstimateType occurrenceInfo ran_Technology
    reportingAmount reportingInterval responseTimeCategory sequenceNumber terminationCause
    utranBaroPressureMeas`,
  ),
  ...family(
    'lcs',
    'label',
    `
    deferredmt_lrResponseIndicator gprsNodeIndicator lcs_ClientID lcsCodeword lcsLocationInfo
    locationType mo_lrShortCircuitIndicator plmn_ListPrioritized privacyOverride
    pseudonymIndicator ran_PeriodicLocationSupport sai_Present velocityRequest
    verticalCoordinateRequest`,
  ),
  ...family(
    'lcs',
    'text',
    `
    aaa_Server_Name mme_Name mme_Number sgsn_Name sgsn_Realm`,
  ),
  ...family(
    'ms',
    'bool',
    `
    homogeneousSupportOfIMSVoiceOverPSSessions ics_Indicator mdtUserConsent re_attempt`,
  ),
  ...family(
    'ms',
    'bytes',
    `
    accessMode accessRestrictionData activationRequestForUE_reachability additionalMSISDN
    amf_address apn apn_InUse apn_oi_Replacement apn_Subscribed category CauseValue chargingId
    cmi cs_AllocationRetentionPriority csg_Id css_Number dialledNumber
    e_utranCellGlobalIdentity eventMet forwardedToNumber forwardedToSubaddress
    forwardingOptions geodeticInformation geographicalInformation ggsn_Address ggsn_Number
    gsmSCF_Address handoverNumber hlr_Number imei imeisv imsi ISDN_AddressString
    isr_Information laiFixedLength lastUE_ActivityTime lastUsedLtePLMN_Id lmsi localtimeZone
    locationNumber longForwardedToNumber MM_Code mmeNumberforMTSMS ms_Classmark2 msc_Number
    msisdn mSNetworkCapability mSRadioAccessCapability new_lmsi newMSC_Number newVLR_Number
    nrCellGlobalIdentity nrTrackingAreaIdentity odb_GeneralData odb_HPLMN_Data
    offeredCamel4CSIs offeredCamel4CSIsInSGSN offeredCamel4CSIsInVLR
    offeredCamel4Functionalities pdn_gw_ipv4_Address pdn_gw_ipv6_Address pdn_gw_name pdn_Type
    pdp_Address pdp_Type PLMN_Id previous_LAI regionalSubscriptionIdentifier
    requestedEquipmentInfo requestedNodes requestingPLMN_Id rnc_Address routeingAreaIdentity
    routeingNumber selectedLSA_Id selectedLSAIdentity servedPartyIP_IPv4_Address
    servedPartyIP_IPv6_Address serviceCentreAddress sgsn_Address sgsn_Number
    specificCSI_Withdraw specificCSIDeletedList ss_Status stn_sr subscriberDataStored
    superChargerSupportedInHLR supportedCAMELPhases supportedCamelPhases supportedFeatures
    supportedLCS_CapabilitySets supportedRAT_TypesIndicator supportedSGSN_CAMEL_Phases
    supportedVLR_CAMEL_Phases targetCellId targetMSC_Number targetRNCId teid_ForGnAndGp
    teid_ForIu timeZone tmsi trackingAreaIdentity ue_reachable ueUsageType v_gmlc_Address
    vlr_Number vlr_number vplmnId ZoneCode`,
  ),
  ...family(
    'ms',
    'dec',
    `
    accessType additionalRequestedCAMEL_SubscriptionInfo ageOfLocationInformation
    callTypeCriteria camelCapabilityHandling cancellationType cliRestrictionOption contextId
    ContextId daylightSavingTime defaultCallHandling defaultContext defaultSessionHandling
    defaultSMS_Handling DestinationNumberLengthList_item equipmentStatus Ext_BearerServiceCode
    Ext_TeleserviceCode failureCause gmlc_Restriction gprs_TriggerDetectionPoint hopCounter
    imsVoiceOverPS_SessionsIndication istAlertTimer istSupportIndicator lastRAT_Type
    LCSClientInternalID matchType mobileNotReachableReason modifyCSI_State
    modifyNotificationToCSE modifyRegistrationStatus MT_SMS_TPDU_Type netDetNotReachable
    networkAccessMode noReplyConditionTime notificationToMSUser nsapi
    numberOfRequestedAdditional_Vectors numberOfRequestedVectors numberPortabilityStatus
    o_BcsmTriggerDetectionPoint overrideCategory pdn_gw_AllocationType pdp_ContextId
    pdp_ContextIdentifier rat_Type regionalSubscriptionResponse
    requestedCamel_SubscriptionInfo requestedCAMEL_SubscriptionInfo requestedDomain
    requestingNodeType rfsp_id serviceKey sms_TriggerDetectionPoint smsRegisterRequest ss_Code
    SS_Code subscribedPeriodicLAUtimer subscribedPeriodicRAUTAUtimer subscriberStatus
    t_BCSM_TriggerDetectionPoint t_BcsmTriggerDetectionPoint typeOfUpdate ue_srvcc_Capability
    usedRAT_Type wrongPasswordAttemptsCounter`,
  ),
  ...family(
    'ms',
    'label',
    `
    add_Capability add_info additionalMSISDN_Withdraw additionalVectorsAreForEPS allEPS_Data
    allGPRSData allInformationSent apn_oi_replacementWithdraw areaRestricted assumedIdle
    callBarringData callBarringInfo callBarringInfoFor_CSE callForwardingData
    camel_SubscriptionInfo camelBusy camelSubscriptionInfoWithdraw
    cancellationTypeInitialAttach chargingCharacteristicsWithdraw clip_Info clir_Info
    completeDataListIncluded cs_LCS_NotSupportedByUE cs_to_ps_SRVCC_Allowed_Indicator
    cs_to_ps_SRVCC_Withdraw csg_SubscriptionDataRequested csg_SubscriptionDeleted csi_Active
    csiActive currentLocation currentLocationRetrieved cw_Info d_CSI d_IM_CSI ect_Info
    epsSubscriptionDataNotNeeded forwardingInfo forwardingInfoFor_CSE freezeM_TMSI
    freezeP_TMSI freezeTMSI gmlc_ListWithdraw gprs_CSI gprsEnhancementsSupportIndicator
    gprsSubscriptionDataNotNeeded hold_Info imei_null immediateResponsePreferred
    imsiGroupIdList_Withdraw informPreviousNetworkEntity istInformationWithdraw lcsInformation
    lgd_supportIndicator lmu_Indicator localTimeZoneRequest locationInformation
    locationInformation5GS locationInformationEPS locationInformationEPS_Supported
    locationInformationGPRS longFTN_Supported longGroupID_Supported m_CSI mg_csi
    mmeRegisteredforSMS mnpInfoRes mnpRequestedInfo mo_sms_CSI modificationRequestFor_CB_Info
    modificationRequestFor_CF_Info modificationRequestFor_CSI ms_classmark
    msisdn_lessOperation_Supported msNotReachable mt_sms_CSI mtCallPendingFlag
    mtrf_SupportedAndAuthorized mtrf_SupportedAndNotAuthorized mtRoamingForwardingSupported
    nodeTypeIndicator notificationToCSE notProvidedFromSGSNorMME notProvidedFromVLR o_CSI
    o_IM_CSI odb pagingArea_Capability pcscf_Restoration_Request pdp_ContextActive
    ps_AttachedNotReachableForPaging ps_AttachedReachableForPaging ps_Detached
    ps_LCS_NotSupportedByUE psAndSMS_OnlyServiceProvision re_synchronisationInfo
    reattach_Required removalofMMERegistrationforSMS requestedInfo requestedSubscriptionInfo
    restorationIndicator roamingRestrictedInSgsnDueToUnsupportedFeature
    roamingRestrictedInSgsnDueToUnsuppportedFeature roamingRestrictionDueToUnsupportedFeature
    sai_Present segmentationProhibited sendSubscriberData servingNodeIndication
    servingNodeTypeIndicator sgsn_CAMEL_SubscriptionInfo sgsn_mmeSeparationSupported
    skipSubscriberDataUpdate sms_Only smsCallBarringSupportIndicator smsInSGSNAllowed
    solsaSupportIndicator ss_CSI ss_Data stn_srWithdraw subscribed_vsrvccWithdraw
    subscribedPeriodicLAU_TimerWithdraw subscribedPeriodicTAU_RAU_TimerWithdraw subscriberInfo
    subscriberState subscriptionData subscriptionDataDeletion t_adsData t_adsDataRetrieval
    t_CSI temporaryEmptySubscriptiondataIndicator tif_CSI tif_CSI_NotificationToCSE
    ue_ReachabilityRequestIndicator ue_reachableIndicator ueUsageTypeRequestIndication
    userCSGInformation vbsGroupIndication vgcsGroupIndication vlrCamelSubscriptionInfo
    vplmn_Csg_SubscriptionDeleted vplmnAddressAllowed vplmnLIPAAllowed vt_CSI vt_IM_CSI`,
  ),
  ...family(
    'ms',
    'text',
    `
    mme_Name sgsn_Name sgsn_Realm`,
  ),
  ...family(
    'om',
    'bytes',
    `
    imsi omc_Id traceCollectionEntity traceNE_TypeList traceReference traceReference2`,
  ),
  ...family(
    'om',
    'dec',
    `
    traceType`,
  ),
  ...family(
    'om',
    'label',
    `
    traceSupportIndicator`,
  ),
  ...family(
    'sm',
    'bool',
    `
    sm_RP_PRI`,
  ),
  ...family(
    'sm',
    'bytes',
    `
    asciCallReference hlr_id imsi ISDN_AddressString lmsi maximumRetransmissionTime
    maximumUeAvailabilityTime msc_Number msisdn mw_Status networkNode_Number newMMENumber
    newMSCNumber newSGSNNumber serviceCentreAddress serviceCentreAddressDA
    serviceCentreAddressOA sgsn_Number sip_uri_A sip_uri_B sm_RP_SMEA smDeliveryStartTime
    smsf_3gpp_Number smsf_non_3gpp_Number smsGmscAddress storedMSISDN`,
  ),
  ...family(
    'sm',
    'dec',
    `
    absentSubscriberDiagnosticSM additionalAbsentSubscriberDiagnosticSM
    additionalSM_DeliveryOutcome alertReason ip_sm_gw_absentSubscriberDiagnosticSM
    ip_sm_gw_sm_deliveryOutcome minimumDeliveryTimeValue recommendedDeliveryTimeValue
    sm_deliveryNotIntended sm_DeliveryOutcome sm_RP_MTI smDeliveryTimer
    smsf_3gpp_absentSubscriberDiagSM smsf_3gpp_deliveryOutcome
    smsf_non_3gpp_absentSubscriberDiagSM smsf_non_3gpp_deliveryOutcome smsGmscAlertEvent`,
  ),
  ...family(
    'sm',
    'label',
    `
    additionalAlertReasonIndicator alertReasonIndicator correlationID deliveryOutcomeIndicator
    gprsNodeIndicator gprsSupportIndicator imsNodeIndicator ip_sm_gw_Indicator
    ip_sm_gwGuidanceIndicator locationInfoWithLMSI moreMessagesToSend noSM_RP_DA noSM_RP_OA
    ongoingCall singleAttemptDelivery smsf_3gpp_address_indicator
    smsf_3gpp_deliveryOutcomeIndicator smsf_non_3gpp_address_indicator
    smsf_non_3gpp_deliveryOutcomeIndicator smsf_supportIndicator smsOverIP_OnlyIndicator
    t4_Trigger_Indicator`,
  ),
  ...family(
    'ss',
    'bytes',
    `
    AddressString b_subscriberNumber b_subscriberSubaddress forwardedToNumber
    forwardedToSubaddress forwardingOptions imsi longForwardedToNumber msisdn serviceIndicator
    ss_Status translatedB_Number ussd_DataCodingScheme`,
  ),
  ...family(
    'ss',
    'dec',
    `
    ccbs_Index ccbs_RequestState cliRestrictionOption defaultPriority maximumEntitledPriority
    nbrSB nbrSN nbrUser noReplyConditionTime overrideCategory SS_Code ss_Code ss_Event`,
  ),
  ...family(
    'ss',
    'label',
    `
    callBarringInfo ccbs_Data ccbs_Feature forwardingInfo genericServiceInfo longFTN_Supported
    ss_Data`,
  ),
};

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
  tp_oa: field('gsm_sms.tp-oa', 'digits', 'TP-Originating-Address'),
  tp_da: field('gsm_sms.tp-da', 'digits', 'TP-Destination-Address'),
  tp_ra: field('gsm_sms.tp-ra', 'digits', 'TP-Recipient-Address'),
  tp_pid: field('gsm_sms.tp-pid', 'dec', 'TP-Protocol-Identifier'),
  tp_dcs: field('gsm_sms.tp-dcs', 'dec', 'TP-Data-Coding-Scheme'),
} as const satisfies Record<string, FieldSpec>;

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
  ss_Code: field('gsm_map.ss.ss_Code', 'dec', 'Supplementary service'),
  ss_Event: field('gsm_map.ss.ss_Event', 'dec', 'Supplementary service that was invoked'),
  ...family(
    'ch',
    'bytes',
    `
    callReferenceNumber forwardedToNumber gmsc_Address gmsc_OrGsmSCF_Address imsi
    lastUsedLtePLMN_Id lmsi longForwardedToNumber msc_Number msisdn msrn oldMSC_Number
    roamingNumber vmsc_Address`,
  ),
  ...family(
    'ch',
    'dec',
    `
    interrogationType numberOfForwarding numberPortabilityStatus unavailabilityCause`,
  ),
  ...family(
    'ch',
    'label',
    `
    camelRoutingInfo forwardingData forwardingInterrogationRequired or_Interrogation
    subscriberInfo`,
  ),
  ...family(
    'er',
    'bytes',
    `
    imsi`,
  ),
  ...family(
    'er',
    'dec',
    `
    absentSubscriberDiagnosticSM sm_EnumeratedDeliveryFailureCause`,
  ),
  ...family(
    'lcs',
    'bytes',
    `
    add_LocationEstimate h_gmlc_Address imei imsi lcsClientDialedByMS lmsi locationEstimate
    mlc_Number mlcNumber msc_Number msisdn na_ESRD na_ESRK networkNode_Number sgsn_Number
    v_gmlc_Address`,
  ),
  ...family(
    'lcs',
    'dec',
    `
    ageOfLocationEstimate lcs_Event lcsClientInternalID lcsClientType locationEstimateType`,
  ),
  ...family(
    'lcs',
    'label',
    `
    deferredmt_lrResponseIndicator gprsNodeIndicator lcs_ClientID lcsLocationInfo locationType
    privacyOverride sai_Present`,
  ),
  ...family(
    'lcs',
    'text',
    `
    mme_Name mme_Number sgsn_Name`,
  ),
  ...family(
    'ms',
    'bytes',
    `
    additionalMSISDN category css_Number dialledNumber e_utranCellGlobalIdentity eventMet
    forwardedToNumber geodeticInformation geographicalInformation ggsn_Address ggsn_Number
    gsmSCF_Address handoverNumber hlr_Number imei imeisv imsi lmsi locationNumber
    longForwardedToNumber mmeNumberforMTSMS msc_Number msisdn newMSC_Number newVLR_Number
    nrCellGlobalIdentity nrTrackingAreaIdentity previous_LAI requestingPLMN_Id
    routeingAreaIdentity routeingNumber sgsn_Address sgsn_Number specificCSI_Withdraw tmsi
    trackingAreaIdentity v_gmlc_Address vlr_Number vlr_number vplmnId`,
  ),
  ...family(
    'ms',
    'dec',
    `
    accessType ageOfLocationInformation cancellationType equipmentStatus failureCause
    mobileNotReachableReason netDetNotReachable networkAccessMode
    numberOfRequestedAdditional_Vectors numberOfRequestedVectors numberPortabilityStatus
    requestedDomain requestingNodeType serviceKey ss_Code subscriberStatus typeOfUpdate`,
  ),
  ...family(
    'ms',
    'label',
    `
    add_info additionalVectorsAreForEPS assumedIdle callBarringData callForwardingData
    camel_SubscriptionInfo camelBusy camelSubscriptionInfoWithdraw cs_LCS_NotSupportedByUE
    currentLocation currentLocationRetrieved d_CSI forwardingInfo gprs_CSI imei_null
    immediateResponsePreferred informPreviousNetworkEntity localTimeZoneRequest
    locationInformation locationInformation5GS locationInformationEPS
    locationInformationEPS_Supported locationInformationGPRS m_CSI mg_csi mnpInfoRes
    mnpRequestedInfo mo_sms_CSI ms_classmark mt_sms_CSI notProvidedFromSGSNorMME
    notProvidedFromVLR o_CSI ps_AttachedNotReachableForPaging ps_AttachedReachableForPaging
    ps_Detached re_synchronisationInfo reattach_Required requestedInfo restorationIndicator
    sai_Present servingNodeIndication sgsn_CAMEL_SubscriptionInfo skipSubscriberDataUpdate ss_CSI
    subscriberInfo subscriberState subscriptionData subscriptionDataDeletion t_adsData
    vlrCamelSubscriptionInfo vt_CSI`,
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
    imsi omc_Id traceReference`,
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
    imsi lmsi msc_Number msisdn networkNode_Number newMMENumber newMSCNumber newSGSNNumber
    serviceCentreAddress serviceCentreAddressDA serviceCentreAddressOA sgsn_Number
    smsf_3gpp_Number smsGmscAddress storedMSISDN`,
  ),
  ...family(
    'sm',
    'dec',
    `
    absentSubscriberDiagnosticSM additionalSM_DeliveryOutcome alertReason sm_deliveryNotIntended
    sm_DeliveryOutcome sm_RP_MTI`,
  ),
  ...family(
    'sm',
    'label',
    `
    additionalAlertReasonIndicator alertReasonIndicator deliveryOutcomeIndicator gprsNodeIndicator
    gprsSupportIndicator imsNodeIndicator ip_sm_gwGuidanceIndicator locationInfoWithLMSI
    moreMessagesToSend noSM_RP_DA noSM_RP_OA smsOverIP_OnlyIndicator`,
  ),
  ...family(
    'ss',
    'bytes',
    `
    b_subscriberNumber forwardedToNumber imsi longForwardedToNumber msisdn ussd_DataCodingScheme`,
  ),
  ...family(
    'ss',
    'label',
    `
    forwardingInfo`,
  ),
};

// SPDX-License-Identifier: Apache-2.0
// MAP (3GPP TS 29.002): operation, error and application context numbers of the forge, written down
// here a second time on purpose so that a slip in the decoder's table cannot hide in the forge's.
// Arguments and results are in the gsm-map-*.ts files beside this one, one family each.

import { constructed, integer, mark, primitive, type Tlv } from './ber.ts';
import { octets } from './bytes.ts';
import { imsiAddress, isdnAddress } from './digits.ts';
import { type ApplicationContext, dialogueRequest } from './tcap.ts';

export const operation = {
  updateLocation: 2,
  cancelLocation: 3,
  provideRoamingNumber: 4,
  insertSubscriberData: 7,
  deleteSubscriberData: 8,
  registerSS: 10,
  eraseSS: 11,
  interrogateSS: 14,
  sendRoutingInfo: 22,
  updateGprsLocation: 23,
  sendRoutingInfoForGprs: 24,
  reset: 37,
  checkIMEI: 43,
  mtForwardSM: 44,
  sendRoutingInfoForSM: 45,
  /** mo-ForwardSM in version 3, forwardSM of both directions before. */
  moForwardSM: 46,
  reportSMDeliveryStatus: 47,
  activateTraceMode: 50,
  sendIdentification: 55,
  sendAuthenticationInfo: 56,
  restoreData: 57,
  sendIMSI: 58,
  processUnstructuredSSRequest: 59,
  unstructuredSSNotify: 61,
  anyTimeSubscriptionInterrogation: 62,
  alertServiceCentre: 64,
  anyTimeModification: 65,
  readyForSM: 66,
  purgeMS: 67,
  provideSubscriberInfo: 70,
  anyTimeInterrogation: 71,
  setReportingState: 73,
  provideSubscriberLocation: 83,
  sendRoutingInfoForLCS: 85,
} as const;

/** The number X of an application context 0.4.0.0.1.0.X.V. */
export const context = {
  networkLocUp: 1,
  locationCancellation: 2,
  roamingNumberEnquiry: 3,
  locationInfoRetrieval: 5,
  reporting: 7,
  reset: 10,
  equipmentMngt: 13,
  infoRetrieval: 14,
  interVlrInfoRetrieval: 15,
  subscriberDataMngt: 16,
  tracing: 17,
  networkFunctionalSs: 18,
  networkUnstructuredSs: 19,
  shortMsgGateway: 20,
  shortMsgMORelay: 21,
  shortMsgAlert: 23,
  mwdMngt: 24,
  shortMsgMTRelay: 25,
  imsiRetrieval: 26,
  msPurging: 27,
  subscriberInfoEnquiry: 28,
  anyTimeInfoEnquiry: 29,
  gprsLocationUpdate: 32,
  gprsLocationInfoRetrieval: 33,
  locationSvcGateway: 37,
  locationSvcEnquiry: 38,
  anyTimeInfoHandling: 43,
} as const;

export const mapError = {
  unknownSubscriber: 1,
  unidentifiedSubscriber: 5,
  absentSubscriberSM: 6,
  roamingNotAllowed: 8,
  facilityNotSupported: 21,
  absentSubscriber: 27,
  smDeliveryFailure: 32,
  systemFailure: 34,
  dataMissing: 35,
  unexpectedDataValue: 36,
  atiNotAllowed: 49,
  unauthorizedRequestingNetwork: 52,
  unauthorizedLCSClient: 53,
} as const;

export type MapVersion = 1 | 2 | 3;

/** Content octets of 0.4.0.0.1.0.X.V. */
export function mapContext(number: number, version: number): ApplicationContext {
  return octets(0x04, 0x00, 0x00, 0x01, 0x00, number, version);
}

const mapDialogueAs = octets(0x04, 0x00, 0x00, 0x01, 0x01, 0x01, 0x01);

/**
 * map-open as user information: whose service it is (IMSI) and who asks (number of the originating
 * node).
 */
export function mapOpen(destinationImsi: string, originNumber: string): Tlv {
  const open = constructed(
    0xa0,
    primitive(0x80, imsiAddress(destinationImsi)),
    primitive(0x81, isdnAddress(originNumber)),
  );
  return constructed(0x28, primitive(0x06, mapDialogueAs), constructed(0xa0, open));
}

function dialogueInformation(pdu: Tlv): Tlv {
  return constructed(0x28, primitive(0x06, mapDialogueAs), constructed(0xa0, pdu));
}

export const mapAccept = dialogueInformation(constructed(0xa1));
export const mapClose = dialogueInformation(constructed(0xa2));

/** map-refuse: 0 no reason, 1 the destination reference, 2 the origination reference. */
export function mapRefuse(reason: 0 | 1 | 2, alternative?: ApplicationContext): Tlv {
  const name = alternative && primitive(0x06, alternative);
  return dialogueInformation(constructed(0xa3, integer(reason, 0x0a), name));
}

/** map-userAbort: a mark of two, or a resource or a cancellation with its number. */
export function mapUserAbort(choice: 0 | 1 | 2 | 3, value = 0): Tlv {
  const reason = choice < 2 ? mark(0x80 + choice) : integer(value, 0x80 + choice);
  return dialogueInformation(constructed(0xa4, reason));
}

/** map-providerAbort: 0 an abnormal dialogue, 1 an invalid PDU. */
export function mapProviderAbort(reason: 0 | 1): Tlv {
  return dialogueInformation(constructed(0xa5, integer(reason, 0x0a)));
}

/** The dialogue portion of a Begin; version 1 has none (TS 29.002 §17.3.1). */
export function mapRequest(
  number: number,
  version: MapVersion,
  information?: Tlv,
): Tlv | undefined {
  return version === 1 ? undefined : dialogueRequest(mapContext(number, version), information);
}

// SPDX-License-Identifier: Apache-2.0
// Identities and serving nodes, asked of a register or of a switch by somebody who routes no call,
// no packet and no location service of that network (TS 29.002 §10.1, §8.5, §13A).

import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as calls from '../../forge/gsm-map-calls.ts';
import * as location from '../../forge/gsm-map-location.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { ssn } from '../../forge/sccp.ts';
import { mscOf, nodeOf, roamingNumberOf, roamingNumbers } from '../networks.ts';
import { asks, cellIn, numberOf, seaPosition, ss7 } from './questions.ts';
import type { Recipes } from './recipe.ts';

const internal = { expect: ['cat1.interconnect'], filtered: true } as const;
const own = { expect: ['cat2.own-subscriber'] } as const;

export const recipes: Recipes = {
  sri: {
    title: 'sendRoutingInfo: IMSI and switch by number',
    ...ss7,
    ...internal,
    purpose: 'identity',
    place: 'home',
    tools: ['SigPloit', 'ss7MAPer', 'sigcorr'],
    ...asks((stage) => {
      const { msisdn, imsi, hlr, network } = stage.subscriber;
      const from = { ...stage.asker('vlr'), ssn: ssn.msc };
      const roamingNumber = roamingNumberOf(network, stage.random.below(roamingNumbers));
      return {
        from,
        to: hlr,
        called: msisdn,
        context: context.locationInfoRetrieval,
        operation: operation.sendRoutingInfo,
        argument: calls.sendRoutingInfo(msisdn, from.title),
        identity: numberOf(stage),
        result: calls.sendRoutingInfoResult({ imsi, roamingNumber, vmsc: stage.serving.title }),
        disclosed: ['imsi', 'serving-node'],
        refusal: mapError.systemFailure,
      };
    }),
  },
  'sri-gprs': {
    title: 'sendRoutingInfoForGprs: the address of the serving SGSN',
    ...ss7,
    ...internal,
    purpose: 'location',
    place: 'anywhere',
    tools: ['SigPloit'],
    ...asks((stage) => {
      const { imsi, hlr } = stage.subscriber;
      const from = { ...stage.asker('sgsn'), ssn: 150 };
      return {
        from,
        to: hlr,
        context: context.gprsLocationInfoRetrieval,
        operation: operation.sendRoutingInfoForGprs,
        argument: services.sendRoutingInfoForGprs(imsi, from.title),
        identity: imsiOctets(imsi),
        result: services.sendRoutingInfoForGprsResult('203.0.113.140'),
        disclosed: ['serving-node'],
        refusal: mapError.absentSubscriber,
      };
    }),
  },
  'send-imsi': {
    title: 'sendIMSI: the IMSI of a number',
    ...ss7,
    ...internal,
    purpose: 'identity',
    place: 'anywhere',
    tools: ['SigPloit', 'ss7MAPer'],
    ...asks((stage) => {
      const { msisdn, imsi, hlr } = stage.subscriber;
      return {
        from: stage.asker('vlr'),
        to: hlr,
        called: msisdn,
        context: context.imsiRetrieval,
        version: 2,
        operation: operation.sendIMSI,
        argument: calls.sendIMSI(msisdn),
        identity: numberOf(stage),
        result: calls.sendIMSIResult(imsi),
        disclosed: ['imsi'],
        refusal: mapError.unknownSubscriber,
      };
    }),
  },
  'sri-lcs': {
    title: 'sendRoutingInfoForLCS: the node that can locate the phone',
    ...ss7,
    ...internal,
    purpose: 'location',
    place: 'anywhere',
    tools: ['ss7MAPer'],
    ...asks((stage) => {
      const { msisdn, imsi, hlr } = stage.subscriber;
      const from = stage.asker('gmlc');
      return {
        from,
        to: hlr,
        called: msisdn,
        context: context.locationSvcGateway,
        operation: operation.sendRoutingInfoForLCS,
        argument: location.sendRoutingInfoForLCS(from.title, { msisdn }),
        identity: numberOf(stage),
        result: location.sendRoutingInfoForLCSResult(imsi, stage.serving.title),
        disclosed: ['imsi', 'serving-node'],
        refusal: mapError.unauthorizedRequestingNetwork,
      };
    }),
  },
  psl: {
    title: 'provideSubscriberLocation: coordinates, over the wish of the subscriber',
    ...ss7,
    ...internal,
    purpose: 'location',
    place: 'home',
    tools: ['ss7MAPer'],
    ...asks((stage) => {
      const { imsi } = stage.subscriber;
      const from = stage.asker('gmlc');
      const request = { imsi, gmlc: from.title, privacyOverride: true };
      return {
        from,
        to: mscOf(stage.serving),
        context: context.locationSvcEnquiry,
        operation: operation.provideSubscriberLocation,
        argument: location.provideSubscriberLocation(request),
        identity: imsiOctets(imsi),
        result: location.provideSubscriberLocationResult(seaPosition(stage), 0, cellIn(stage)),
        disclosed: ['location'],
        refusal: mapError.unauthorizedLCSClient,
      };
    }),
  },
  'check-imei': {
    title: 'checkIMEI: whether a device is known here',
    ...ss7,
    ...internal,
    purpose: 'identity',
    place: 'home',
    tools: ['ss7MAPer'],
    ...asks((stage) => ({
      from: { ...stage.asker('vlr'), ssn: ssn.msc },
      to: nodeOf(stage.subscriber.network, 'eir'),
      context: context.equipmentMngt,
      operation: operation.checkIMEI,
      argument: services.checkImei(stage.subscriber.imeisv.slice(0, 14)),
      identity: new Uint8Array(0),
      result: services.checkImeiResult(),
      disclosed: ['equipment'],
      refusal: mapError.systemFailure,
    })),
    form: 'series',
  },
  'send-identification': {
    title: 'sendIdentification: IMSI and keys behind a temporary identity',
    ...ss7,
    ...internal,
    purpose: 'identity',
    place: 'home',
    tools: ['ss7MAPer'],
    ...asks((stage) => {
      const { imsi } = stage.subscriber;
      const tmsi = stage.world.noise(4);
      return {
        from: stage.asker('vlr'),
        to: stage.serving,
        context: context.interVlrInfoRetrieval,
        operation: operation.sendIdentification,
        argument: services.sendIdentification(tmsi),
        identity: tmsi,
        result: services.sendIdentificationResult(imsi, stage.world.noise),
        disclosed: ['imsi', 'vectors'],
        refusal: mapError.unidentifiedSubscriber,
      };
    }),
    form: 'series',
  },
  'prn-own': {
    title: 'provideRoamingNumber: the switch of one of ours, by IMSI',
    ...ss7,
    ...own,
    purpose: 'identity',
    place: 'home',
    tools: ['ss7MAPer'],
    ...asks((stage) => {
      const { imsi, msisdn, network } = stage.subscriber;
      const number = roamingNumberOf(network, stage.random.below(roamingNumbers));
      const msc = stage.serving.title;
      return {
        from: stage.asker('hlr'),
        to: stage.serving,
        context: context.roamingNumberEnquiry,
        operation: operation.provideRoamingNumber,
        argument: calls.provideRoamingNumber({ imsi, msc, msisdn }),
        identity: imsiOctets(imsi),
        result: calls.provideRoamingNumberResult(number),
        disclosed: ['serving-node'],
        refusal: mapError.facilityNotSupported,
      };
    }),
  },
};

// SPDX-License-Identifier: Apache-2.0
// The CAP packets of the small samples: every operation once, in dialogues as they run between a
// switch that serves a subscriber of the home network abroad and the home's service control
// function; and one dialogue with a service control function that is a stranger's. Who is who is as
// in the scenario far-from-home.

import type { Tlv } from './forge/ber.ts';
import { octets } from './forge/bytes.ts';
import * as camel from './forge/camel.ts';
import * as services from './forge/camel-services.ts';
import type { SccpAddress } from './forge/sccp.ts';
import type { ApplicationContext, TransactionId } from './forge/tcap.ts';
import * as tcap from './forge/tcap.ts';
import { imsi, msisdn, type SamplePacket, type Side } from './sample-packet.ts';
import { Line, message } from './sample-ss7.ts';

const { operation, camelContext } = camel;

const scf = { digits: '999010400001', ssn: 146 };
const ownMsc = { digits: '999010200001', ssn: 146 };
const coastMsc = { digits: '999100200001', ssn: 146 };
const coastSgsn = { digits: '999100300001', ssn: 146 };
const farScf = { digits: '999400000001', ssn: 146 };

const friend = '9990119876543';
const voicemail = '9990115550000';
const bridge = '9994005550100';
const imei = '001010123456780';
const cell = { mcc: '999', mnc: '10', lac: 0x1234, cellId: 0x5678 };
const noFormat = octets(0xc0, 0xff, 0xee);

/** One dialogue between a switch and a service control function. */
class Dialogue {
  readonly #line: Line;
  readonly #ids: readonly [switch_: TransactionId, control: TransactionId];
  readonly #context: ApplicationContext;
  readonly #parties: readonly [switch_: SccpAddress, control: SccpAddress];
  readonly #switchSide: Side;
  #invokes = 0;
  #accepted = false;

  /** `switchSide` is the side of the link on which the switch stands. */
  constructor(
    line: Line,
    context: ApplicationContext,
    parties: readonly [SccpAddress, SccpAddress],
    switchSide: Side = 1,
  ) {
    this.#line = line;
    this.#ids = [line.transaction(), line.transaction()];
    this.#context = context;
    this.#parties = parties;
    this.#switchSide = switchSide;
  }

  invoke(code: number, argument?: Tlv): Tlv {
    this.#invokes += 1;
    return tcap.invoke(this.#invokes, code, argument);
  }

  begin(...components: Tlv[]): void {
    this.#accepted = false;
    this.#fromSwitch(tcap.begin(this.#ids[0], tcap.dialogueRequest(this.#context), ...components));
  }

  /** Begins from the side of the service control function. */
  beginFromControl(...components: Tlv[]): void {
    this.#accepted = true;
    this.#fromControl(tcap.begin(this.#ids[1], tcap.dialogueRequest(this.#context), ...components));
  }

  instruct(...components: Tlv[]): void {
    const answer = this.#accepted ? undefined : tcap.dialogueResponse(this.#context);
    this.#accepted = true;
    this.#fromControl(tcap.continuation(this.#ids[1], this.#ids[0], answer, ...components));
  }

  report(...components: Tlv[]): void {
    this.#fromSwitch(tcap.continuation(this.#ids[0], this.#ids[1], undefined, ...components));
  }

  end(...components: Tlv[]): void {
    const answer = this.#accepted ? undefined : tcap.dialogueResponse(this.#context);
    this.#fromControl(tcap.end(this.#ids[0], answer, ...components));
  }

  #fromSwitch(tree: Tlv): void {
    const [from, to] = this.#parties;
    this.#line.send(this.#switchSide, [message(from, to, tree)]);
  }

  #fromControl(tree: Tlv): void {
    const [to, from] = this.#parties;
    const side: Side = this.#switchSide === 0 ? 1 : 0;
    this.#line.send(side, [message(from, to, tree)]);
  }
}

const location = camel.locationInformation(0xbf34, {
  age: 3,
  vlr: coastMsc.digits,
  cell,
});

/** A prepaid call that is charged, watched, and ends. */
function chargedCall(line: Line): void {
  const call = new Dialogue(line, camelContext.phase2, [coastMsc, scf]);
  const calling = { calling: msisdn, dialled: friend, msc: coastMsc.digits };
  call.begin(
    call.invoke(
      operation.initialDP,
      camel.initialDP({
        serviceKey: 100,
        imsi,
        ...calling,
        location,
        gmsc: coastMsc.digits,
        phase: 2,
      }),
    ),
  );
  call.instruct(
    call.invoke(
      operation.requestReportBCSMEvent,
      camel.requestReportBCSMEvent([camel.event.oAnswer, 1, 2], [camel.event.oDisconnect, 0, 1]),
    ),
    call.invoke(operation.furnishChargingInformation, camel.furnishChargingInformation(noFormat)),
    call.invoke(operation.applyCharging, camel.applyCharging(6000, 2)),
    call.invoke(operation.sendChargingInformation, camel.sendChargingInformation()),
    call.invoke(operation.continue),
  );
  call.report(
    call.invoke(
      operation.eventReportBCSM,
      camel.eventReportBCSM(camel.event.oAnswer, camel.eventInformation.answered(friend), 2),
    ),
  );
  call.instruct(call.invoke(operation.activityTest));
  call.report(tcap.returnResult(8));
  call.report(
    call.invoke(operation.applyChargingReport, camel.applyChargingReport(1234)),
    call.invoke(
      operation.eventReportBCSM,
      camel.eventReportBCSM(camel.event.oDisconnect, camel.eventInformation.disconnected(16), 1),
    ),
  );
  call.end(call.invoke(operation.releaseCall, camel.releaseCall(16)));
}

/** A call to the subscriber that is forwarded to voicemail. */
function forwardedCall(line: Line): void {
  const call = new Dialogue(line, camelContext.phase3, [ownMsc, scf], 0);
  call.begin(
    call.invoke(
      operation.initialDP,
      camel.initialDP({
        serviceKey: 101,
        imsi,
        calling: friend,
        called: msisdn,
        event: camel.event.termAttemptAuthorized,
        msc: ownMsc.digits,
        gmsc: ownMsc.digits,
        originalCalled: msisdn,
        locationNumber: friend,
        additionalCalling: friend,
        location: camel.locationInformation(0xbf34, { vlr: coastMsc.digits, area: cell }),
        imei,
      }),
    ),
  );
  call.end(
    call.invoke(
      operation.connect,
      camel.connect(voicemail, { redirecting: msisdn, originalCalled: msisdn, generic: friend }),
    ),
  );
}

/** Announcements, digits, and a connection to a resource. */
function announcements(line: Line): void {
  const call = new Dialogue(line, camelContext.phase3, [coastMsc, scf]);
  call.begin(
    call.invoke(
      operation.initialDP,
      camel.initialDP({ serviceKey: 100, imsi, calling: msisdn, msc: coastMsc.digits, cause: 17 }),
    ),
  );
  call.instruct(
    call.invoke(operation.connectToResource, camel.connectToResource()),
    call.invoke(operation.playAnnouncement, camel.playAnnouncement(7, '9991')),
    call.invoke(operation.promptAndCollectUserInformation, camel.promptAndCollect(8)),
  );
  const collect = operation.promptAndCollectUserInformation;
  call.report(
    call.invoke(operation.specializedResourceReport, camel.specializedResourceReport()),
    tcap.returnResult(4, collect, camel.collectedDigits('9991234')),
  );
  call.instruct(
    call.invoke(operation.cancel, camel.cancel()),
    call.invoke(operation.disconnectForwardConnection),
    call.invoke(operation.resetTimer, camel.resetTimer(30)),
  );
  call.report(
    tcap.returnError(6, camel.camelError.cancelFailed, camel.errorParameter.cancelFailed(3)),
    tcap.returnError(7, camel.camelError.taskRefused, camel.errorParameter.taskRefused(2)),
    tcap.returnError(8, camel.camelError.systemFailure, camel.errorParameter.systemFailure(1)),
  );
  call.instruct(
    call.invoke(
      operation.establishTemporaryConnection,
      camel.establishTemporaryConnection(voicemail, '99942', scf.digits),
    ),
    call.invoke(operation.callInformationRequest, camel.callInformationRequest()),
    call.invoke(operation.callGap, camel.callGap(100)),
  );
  call.report(call.invoke(operation.callInformationReport, camel.callInformationReport(61, 16)));
  call.end(call.invoke(operation.continueWithArgument, camel.continueWithArgument(friend)));
  const assist = new Dialogue(line, camelContext.phase2Assist, [coastMsc, scf]);
  assist.begin(
    assist.invoke(operation.assistRequestInstructions, camel.assistRequestInstructions('99942')),
  );
  assist.end(assist.invoke(operation.cancel, camel.cancel(2)));
}

/** What phase 4 adds: legs, positions, and calls that the control function makes. */
function legsOfPhase4(line: Line): void {
  const call = new Dialogue(line, camelContext.phase4, [coastMsc, scf]);
  const pressed = camel.eventInformation.pressed('9991234');
  const moved = camel.eventInformation.moved(
    camel.locationInformation(0xbf32, { vlr: coastMsc.digits, cell }),
    cell,
  );
  call.begin(
    call.invoke(
      operation.initialDP,
      camel.initialDP({
        serviceKey: 102,
        imsi,
        calling: msisdn,
        dialled: friend,
        msc: coastMsc.digits,
        imei,
      }),
    ),
  );
  call.instruct(
    call.invoke(operation.requestReportBCSMEvent, camel.watchPosition(cell)),
    call.invoke(operation.splitLeg, camel.legs.split()),
    call.invoke(operation.moveLeg, camel.legs.move()),
    call.invoke(operation.playTone, camel.playTone()),
    call.invoke(operation.collectInformation, camel.collectInformation()),
  );
  call.report(
    call.invoke(operation.eventReportBCSM, camel.eventReportBCSM(camel.event.oMidCall, pressed, 1)),
    call.invoke(
      operation.eventReportBCSM,
      camel.eventReportBCSM(camel.event.oChangeOfPosition, moved),
    ),
    call.invoke(
      operation.eventReportBCSM,
      camel.eventReportBCSM(camel.event.tBusy, camel.eventInformation.busy(voicemail), 2),
    ),
  );
  call.instruct(
    call.invoke(operation.applyCharging, camel.applyCharging(6000)),
    call.invoke(
      operation.disconnectForwardConnectionWithArgument,
      camel.disconnectForwardConnectionWithArgument(1),
    ),
    call.invoke(operation.disconnectLeg, camel.legs.disconnect()),
  );
  call.report(
    call.invoke(operation.specializedResourceReport, camel.specializedResourceReport(4)),
    call.invoke(operation.entityReleased, camel.entityReleased(31)),
  );
  call.end(call.invoke(operation.releaseCall, camel.releaseCallWithExtension(31)));
  const made = new Dialogue(line, camelContext.phase4FromScf, [coastMsc, scf]);
  made.beginFromControl(
    made.invoke(
      operation.initiateCallAttempt,
      camel.initiateCallAttempt(friend, msisdn, scf.digits),
    ),
  );
  made.report(
    tcap.returnResult(1, operation.initiateCallAttempt, camel.initiateCallAttemptResult()),
  );
}

/** A stranger's service control function, planted in the profile, sends a call by its bridge. */
function strangersCall(line: Line): void {
  const call = new Dialogue(line, camelContext.phase2, [ownMsc, farScf], 0);
  call.begin(
    call.invoke(
      operation.initialDP,
      camel.initialDP({
        serviceKey: 1,
        imsi,
        calling: msisdn,
        dialled: friend,
        msc: ownMsc.digits,
        location: camel.locationInformation(0xbf34, {
          vlr: ownMsc.digits,
          cell: { ...cell, mcc: '001', mnc: '01' },
        }),
        phase: 2,
      }),
    ),
  );
  call.end(call.invoke(operation.connect, camel.connect(bridge, { redirecting: msisdn })));
}

export function camelCallPackets(): readonly SamplePacket[] {
  const line = new Line();
  chargedCall(line);
  forwardedCall(line);
  announcements(line);
  legsOfPhase4(line);
  strangersCall(line);
  return line.packets;
}

function shortMessages(line: Line): void {
  const sent = new Dialogue(line, camelContext.phase3Sms, [coastMsc, scf]);
  sent.begin(
    sent.invoke(
      operation.initialDPSMS,
      services.initialDPSMS({
        serviceKey: 200,
        imsi,
        event: 1,
        calling: msisdn,
        destination: friend,
        centre: '999010500001',
        msc: coastMsc.digits,
        location: camel.locationInformation(0xa5, { vlr: coastMsc.digits, cell }),
        imei,
      }),
    ),
  );
  sent.instruct(
    sent.invoke(operation.requestReportSMSEvent, services.requestReportSMSEvent(2, 3)),
    sent.invoke(
      operation.furnishChargingInformationSMS,
      services.furnishChargingInformationSMS(noFormat),
    ),
    sent.invoke(operation.resetTimerSMS, camel.resetTimer(10)),
    sent.invoke(
      operation.connectSMS,
      services.connectSMS({ destination: bridge, centre: '999400500001' }),
    ),
  );
  sent.report(sent.invoke(operation.eventReportSMS, services.eventReportSMS(2, 3)));
  sent.end(sent.invoke(operation.continueSMS));
  const received = new Dialogue(line, camelContext.phase3Sms, [coastSgsn, scf]);
  received.begin(
    received.invoke(
      operation.initialDPSMS,
      services.initialDPSMS({
        serviceKey: 201,
        imsi,
        event: 11,
        calling: friend,
        called: msisdn,
        centre: '999010500001',
        sgsn: coastSgsn.digits,
        locationGprs: services.locationGprs(0xa6, { cell, sgsn: coastSgsn.digits }),
      }),
    ),
  );
  received.end(received.invoke(operation.releaseSMS, services.releaseSMS(21)));
}

function packetSession(line: Line): void {
  const session = new Dialogue(line, camelContext.phase3Gprs, [coastSgsn, scf]);
  const { gprsCharging, gprsSession } = services;
  const where = (id: number, asArea = false) =>
    services.locationGprs(id, { cell, sgsn: coastSgsn.digits, asArea });
  session.begin(
    session.invoke(
      operation.initialDPGPRS,
      services.initialDPGPRS({
        serviceKey: 300,
        imsi,
        msisdn,
        event: 11,
        apn: 'internet.lab',
        ip: '198.51.100.77',
        location: where(0xac),
        ggsn: '203.0.113.5',
        imei,
      }),
    ),
  );
  session.instruct(
    session.invoke(operation.requestReportGPRSEvent, services.requestReportGPRSEvent(13, 14)),
    session.invoke(operation.applyChargingGPRS, gprsCharging.apply(1_000_000)),
    session.invoke(operation.furnishChargingInformationGPRS, gprsCharging.furnish(noFormat)),
    session.invoke(operation.sendChargingInformationGPRS, gprsCharging.send()),
    session.invoke(operation.resetTimerGPRS, gprsSession.resetTimer()),
    session.invoke(operation.connectGPRS, services.connectGPRS('walled.lab')),
  );
  session.report(
    session.invoke(
      operation.eventReportGPRS,
      services.eventReportGPRS('walled.lab', '198.51.100.77', where(0xa2, true)),
    ),
    session.invoke(operation.applyChargingReportGPRS, gprsCharging.report(123_456)),
  );
  session.instruct(
    tcap.returnResult(8),
    tcap.returnResult(9),
    session.invoke(operation.activityTestGPRS),
    session.invoke(operation.continueGPRS, gprsSession.continue()),
    session.invoke(operation.cancelGPRS, gprsSession.cancel()),
  );
  session.report(session.invoke(operation.entityReleasedGPRS, gprsSession.released()));
  session.end(tcap.returnResult(13), session.invoke(operation.releaseGPRS, gprsSession.release()));
}

export function camelServicePackets(): readonly SamplePacket[] {
  const line = new Line();
  shortMessages(line);
  packetSession(line);
  return line.packets;
}

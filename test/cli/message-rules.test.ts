// SPDX-License-Identifier: Apache-2.0
// Rules on what a message shows by itself, on octets of the lab's forge through the command line:
// each attack is found by its rule, and the honest message that looks like it by none of these.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { constructed, encodeBer, primitive, sequence, type Tlv } from '../../src/lab/forge/ber.ts';
import { concat, octets } from '../../src/lab/forge/bytes.ts';
import { imsiOctets, isdnAddress } from '../../src/lab/forge/digits.ts';
import { mapOpen, mapRequest } from '../../src/lab/forge/gsm-map.ts';
import { packSeptets } from '../../src/lab/forge/gsm-map-calls.ts';
import * as location from '../../src/lab/forge/gsm-map-location.ts';
import * as mobility from '../../src/lab/forge/gsm-map-mobility.ts';
import * as sms from '../../src/lab/forge/gsm-map-sms.ts';
import { mtp3 } from '../../src/lab/forge/mtp3.ts';
import { linkType, PcapWriter } from '../../src/lab/forge/pcap.ts';
import { udt } from '../../src/lab/forge/sccp.ts';
import { begin, end, invoke, returnResult } from '../../src/lab/forge/tcap.ts';
import { sigwarden } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-message-rules-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const configuration = join(folder, 'x.toml');
writeFileSync(
  configuration,
  `version = 1
[[network]]
id = "homeland"
home = true
territories = ["XA"]
plmn = ["001-01"]
global_titles = ["99901"]
msisdn = ["99901"]
sms_routers = ["99901500"]
[[network]]
id = "far-state"
territories = ["XB"]
plmn = ["999-02"]
global_titles = ["99902"]
msisdn = ["99902"]
[[network]]
id = "island-one"
territories = ["XC"]
plmn = ["999-03"]
global_titles = ["99903"]
msisdn = ["99903"]
[[link]]
name = "carrier"
role = "interconnect"
ours = { point_codes = ["2-016-0"] }
theirs = { point_codes = ["3-001-0"] }
`,
);

const ours = { home: { digits: '99901000001', ssn: 6 }, vlr: { digits: '99901000007', ssn: 7 } };
const far = { hlr: { digits: '99902000006', ssn: 6 }, vlr: { digits: '99902000007', ssn: 7 } };
const farCentre = { digits: '99902000008', ssn: 8 };
const own = '001010000000001';
const guest = '999020000000001';
const number = '999011000001';

type Node = { readonly digits: string; readonly ssn: number };

interface Sent {
  readonly from: Node;
  readonly to: Node;
  readonly tlv: Tlv;
  readonly after?: number;
  readonly egress?: boolean;
}

let id = 1;
function asked(from: Node, to: Node, context: number, code: number, argument?: Tlv): Sent {
  return { from, to, tlv: ask(context, [code, argument]) };
}
function ask(context: number, ...invokes: readonly (readonly [number, Tlv | undefined])[]): Tlv {
  id += 1;
  const version = context === 19 || context === 18 ? 2 : 3;
  const open = context === 18 || context === 19 ? mapOpen(own, far.vlr.digits) : undefined;
  const components = invokes.map(([code, argument], i) => invoke(i + 1, code, argument));
  return begin(id, mapRequest(context, version, open), ...components);
}

/** The messages, one after the other, in a capture. */
function captured(messages: readonly Sent[]): string {
  const parts: Uint8Array[] = [];
  const file = new PcapWriter((written) => parts.push(Uint8Array.from(written)), {
    linkType: linkType.mtp3,
  });
  let seconds = 1_527_840_000;
  for (const { from, to, tlv, after = 1, egress = false } of messages) {
    seconds += after;
    const [opc, dpc] = egress ? [4224, 6152] : [6152, 4224];
    const label = { opc, dpc, sls: 1, networkIndicator: 0 };
    const unit = udt({ called: to, calling: from }, encodeBer(tlv));
    file.write({ seconds, nanoseconds: 0 }, mtp3('itu', label, unit));
  }
  const capture = join(folder, 'x.pcap');
  writeFileSync(capture, concat(...parts));
  return capture;
}

/** Rules that fired on these messages. */
function rulesOn(messages: readonly Sent[]): string[] {
  const capture = captured(messages);
  const { status, stdout, stderr } = sigwarden(folder, [
    ...['screen', capture, '--config', configuration, '--json'],
  ]);
  if (status !== 0 && status !== 6) throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { findings: readonly { rule: string }[] };
  return findings.map(({ rule }) => rule);
}

const insert = (imsi: string, gsmScf: string) =>
  asked(far.hlr, ours.vlr, 16, 7, mobility.insertSubscriberData({ imsi, gsmScf, serviceKey: 1 }));
const locate = (current: boolean) =>
  asked(
    far.hlr,
    ours.vlr,
    28,
    70,
    location.provideSubscriberInfo(own, { location: true, state: true, current }),
  );
const reset = (register: string) =>
  asked(far.hlr, ours.vlr, 10, 37, sequence(primitive(0x04, isdnAddress(register))));
const route = (deliveryNotIntended?: 0 | 1) =>
  asked(
    farCentre,
    ours.home,
    20,
    45,
    sms.sendRoutingInfoForSM({
      msisdn: number,
      serviceCentre: farCentre.digits,
      ...(deliveryNotIntended !== undefined && { deliveryNotIntended }),
    }),
  );
const routed = (node: string): Sent[] => [
  route(),
  {
    from: ours.home,
    to: farCentre,
    egress: true,
    tlv: end(id, undefined, returnResult(1, 45, sms.sendRoutingInfoForSMResult(own, node))),
  },
];
const dialled = (code: string, after = 1): Sent => ({
  ...asked(
    far.vlr,
    ours.home,
    19,
    59,
    sequence(primitive(0x04, octets(0x0f)), primitive(0x04, packSeptets(code))),
  ),
  after,
});
const registered = (to: string): Sent =>
  asked(
    far.vlr,
    ours.home,
    18,
    10,
    sequence(primitive(0x04, octets(0x21)), primitive(0x84, isdnAddress(to))),
  );
const erased = (after: number): Sent => ({
  ...asked(far.vlr, ours.home, 18, 11, sequence(primitive(0x04, octets(0x21)))),
  after,
});
const update = (vlr: string) =>
  asked(far.vlr, ours.home, 1, 2, mobility.updateLocation({ imsi: own, msc: vlr, vlr }));
const trace = (imsi: string) =>
  asked(
    far.hlr,
    ours.vlr,
    17,
    50,
    sequence(
      primitive(0x80, imsiOctets(imsi)),
      primitive(0x81, octets(1, 2)),
      primitive(0x82, octets(1)),
    ),
  );
const pair = (second: string) => ({
  from: far.hlr,
  to: ours.vlr,
  tlv: ask(
    28,
    [70, location.provideSubscriberInfo(guest, { location: true })],
    [70, location.provideSubscriberInfo(second, { location: true })],
  ),
});
const outward = (imsi: string): Sent => ({
  ...asked(
    ours.home,
    far.vlr,
    28,
    70,
    location.provideSubscriberInfo(imsi, { location: true, state: true }),
  ),
  egress: true,
});

const cases: Readonly<Record<string, { readonly hostile: Sent[]; readonly honest: Sent[] }>> = {
  'map.role-mismatch': {
    hostile: [asked(farCentre, ours.home, 2, 3, mobility.cancelLocation(guest))],
    honest: [asked(far.hlr, ours.vlr, 2, 3, mobility.cancelLocation(guest))],
  },
  'map.layer-mismatch': {
    hostile: [update('99903000007')],
    honest: [update(far.vlr.digits)],
  },
  'loc.active-paging': { hostile: [locate(true)], honest: [locate(false)] },
  'loc.standing-order': {
    hostile: [trace(own)],
    honest: [asked(far.hlr, ours.vlr, 17, 51, sequence(primitive(0x80, imsiOctets(own))))],
  },
  'int.forwarding': {
    hostile: [dialled('**21*+447700900001#'), dialled('##21#', 600)],
    honest: [dialled('**21*+999011000002#'), dialled('##21#', 600)],
  },
  'int.csi-swap': {
    hostile: [insert(guest, '99903000147')],
    honest: [insert(guest, '99902000147')],
  },
  'id.delivery-not-intended': { hostile: [route(0)], honest: [route()] },
  'id.home-routing-leak': { hostile: routed(ours.vlr.digits), honest: routed('99901500001') },
  'dos.reset': { hostile: [reset('99903000006')], honest: [reset(far.hlr.digits)] },
  'tcap.multi-component': { hostile: [pair(own)], honest: [pair(guest)] },
  'tcap.op-not-in-ac': {
    hostile: [asked(far.hlr, ours.vlr, 2, 7, mobility.insertSubscriberData({ imsi: guest }))],
    honest: [asked(far.hlr, ours.vlr, 16, 7, mobility.insertSubscriberData({ imsi: guest }))],
  },
  'out.own-node': { hostile: [outward(guest)], honest: [outward(own)] },
};

for (const [rule, { hostile, honest }] of Object.entries(cases)) {
  test.serial(`${rule} finds the attack on the wire`, (t) => {
    t.true(rulesOn(hostile).includes(rule));
  });
  test.serial(`${rule} leaves the honest message alone`, (t) => {
    t.false(rulesOn(honest).includes(rule));
  });
}

test.serial('forwarding set by operation is found when the same address takes it back', (t) => {
  const pairOf = (after: number) => rulesOn([registered('447700900001'), erased(after)]);
  t.true(pairOf(1200).includes('int.forwarding'));
  t.false(pairOf(7200).includes('int.forwarding'));
});

test.serial(
  'an operation code in an object identifier, and a mobility service for a stranger',
  (t) => {
    const global = begin(
      99,
      mapRequest(28, 3),
      constructed(
        0xa1,
        primitive(0x02, octets(1)),
        primitive(0x06, octets(0x2a, 0x03, 70)),
        location.provideSubscriberInfo(own, { location: true }),
      ),
    );
    t.true(rulesOn([{ from: far.hlr, to: ours.vlr, tlv: global }]).includes('tcap.global-opcode'));
    const mobile = sequence(
      primitive(0x80, imsiOctets(guest)),
      constructed(
        0xad,
        constructed(
          0xa5,
          sequence(primitive(0x04, octets(0x00))),
          primitive(0x02, octets(1)),
          primitive(0x80, isdnAddress('99903000147')),
        ),
      ),
    );
    const rules = rulesOn([asked(far.hlr, ours.vlr, 16, 7, mobile)]);
    t.true(rules.includes('loc.standing-order'));
    t.true(rules.includes('int.csi-swap'));
  },
);

test.serial('a session says how many vectors were given away', (t) => {
  const noise = (size: number) => new Uint8Array(size).fill(0x5a);
  const question = asked(
    far.vlr,
    ours.home,
    1,
    56,
    mobility.sendAuthenticationInfo({ imsi: own, vectors: 3 }),
  );
  const vectors = mobility.authenticationTriplets(3, noise);
  const answer = end(id, undefined, returnResult(1, 56, vectors));
  const capture = captured([question, { from: ours.home, to: far.vlr, egress: true, tlv: answer }]);
  const store = join(folder, 'store');
  const config = ['--config', configuration];
  sigwarden(folder, ['screen', capture, ...config, '--store', store]);
  const { stdout } = sigwarden(folder, ['sessions', 'list', '--store', store, '--json']);
  const session = JSON.parse(stdout.split('\n')[0]!) as Record<string, unknown>;
  t.deepEqual(session.disclosed, ['vectors']);
  t.is(session.vectors, 3);
});

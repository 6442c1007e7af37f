// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { encodeBer } from '../../../src/lab/forge/ber.ts';
import { toHex } from '../../../src/lab/forge/bytes.ts';
import { imsiOctets } from '../../../src/lab/forge/digits.ts';
import {
  type TcapEvasion,
  tcapEvasions,
  withTrailingOctets,
} from '../../../src/lab/forge/evasion.ts';
import { context, mapRequest, operation } from '../../../src/lab/forge/gsm-map.ts';
import { provideSubscriberInfo } from '../../../src/lab/forge/gsm-map-location.ts';
import { begin, invoke } from '../../../src/lab/forge/tcap.ts';

const imsi = '001010123456789';
const plain = begin(
  0x1a2b3c4d,
  mapRequest(context.subscriberInfoEnquiry, 3),
  invoke(
    1,
    operation.provideSubscriberInfo,
    provideSubscriberInfo(imsi, { location: true, state: true }),
  ),
);
const target = {
  begin: plain,
  identity: imsiOctets(imsi),
  imsi,
  context: context.subscriberInfoEnquiry,
};
const tid = '48041a2b3c4d';
const dialogue = '6b1e281c060700118605010101a011600f80020780a109060704000001001c03';
const question = '301080080001012143' + '6587f9a20480008100';

/** The published test vectors; those without one are held by their changed part. */
const vectors: Partial<Record<TcapEvasion, string>> = {
  highTag: `6243${tid}${dialogue}6c1ba11902010102014630119f000800010121436587f9a20480008100`,
  indefiniteLength: `
    624a${tid}${dialogue}6c80a1800201010201463080800800010121436587f9a28080008100000000
    0000000000`,
  constructedString: `
    6246${tid}${dialogue}6c1ea11c0201010201463014a00c0404000101210404436587f9a204800081
    00`,
  globalOpcode: `6248${tid}${dialogue}6c20a11e020101060704000001001c46${question}`,
  severalComponents: `
    6259${tid}${dialogue}6c31a115020101020142300d800800010121436587f90a0100a11802010202
    0146${question}`,
  secondComponentPortion: `
    625b${tid}${dialogue}6c17a115020101020142300d800800010121436587f90a01006c1aa1180201
    02020146${question}`,
  longTransactionId: `62464808000000001a2b3c4d${dialogue}6c1aa118020101020146${question}`,
  octetAlignedExternal: `
    6242${tid}6b1e281c0607001186050101018111600f80020780a109060704000001001c036c1aa11802
    0101020146${question}`,
};

for (const [name, expected] of Object.entries(vectors)) {
  test(`${name} gives the published vector`, (t) => {
    t.is(toHex(encodeBer(tcapEvasions[name as TcapEvasion](target))), expected.replace(/\s+/g, ''));
  });
}

test('each evasion changes the octets and leaves the plain tree as it was', (t) => {
  const before = toHex(encodeBer(plain));
  for (const [name, change] of Object.entries(tcapEvasions)) {
    t.not(toHex(encodeBer(change(target))), before, name);
  }
  t.is(toHex(encodeBer(plain)), before);
});

test('the remaining forms are changed where they should be', (t) => {
  const coded = (name: TcapEvasion) => toHex(encodeBer(tcapEvasions[name](target)));
  t.true(coded('highTagPadded').includes('9f80000800010121436587f9'));
  t.true(coded('nonMinimalLength').includes('80840000000800010121436587f9'));
  t.true(coded('paddedOpcode').includes('020101020200463010'));
  t.true(coded('extendedContext').includes('060804000001001c0300'));
  t.true(coded('paddedContext').includes('06080400000100801c03'));
  t.false(coded('noDialoguePortion').includes('6b1e'));
  t.true(coded('duplicateIdentity').includes('8008000191999999'));
  t.true(toHex(withTrailingOctets(encodeBer(plain))).endsWith('620648011101'));
});

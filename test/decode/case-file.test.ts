// SPDX-License-Identifier: Apache-2.0
// A case file that says what cannot be meant is refused with its line: an expectation that nothing
// meets, or a case that is never run, would pass.
import test from 'ava';
import { casesOf } from './case-file.ts';

const hex = '```hex tcap\n62 00  # a Begin\n```\n';
const expect = '```expect\nmessages 1\n```\n';
const read = (text: string) => casesOf('test/decode/x.md', text);

test('a case is its title, its frames and what is expected of them', (t) => {
  const [first, second, ...more] = read(
    `# X\n\n## One\n\n${hex}${'```hex tcp:3868 after 31 s missing 2\n01 02\n03\n```\n'}` +
      '```expect --verify-checksums\ntcap.otid 01\ntcap.otid 02\nabsent tcap.dtid\n' +
      'anomaly tcap.trailing_octets\nfault sctp.chunks\ncounter frames_read 2\n```\n' +
      `## Two\n${hex}${expect}`,
  );
  t.deepEqual(more, []);
  t.deepEqual([first!.title, first!.where], ['One', 'x.md:3']);
  const [one, two] = first!.blocks;
  t.deepEqual([one!.layer, Buffer.from(one!.octets).toString('hex')], ['tcap', '6200']);
  t.deepEqual([two!.layer, two!.after, two!.missing], ['tcp:3868', 31, 2]);
  t.is(Buffer.from(two!.octets).toString('hex'), '010203');
  const { fields, anomalies, faults, counters, messages, verifiesChecksums } = first!.expectation;
  t.deepEqual(
    [...fields],
    [
      ['tcap.otid', ['01', '02']],
      ['tcap.dtid', []],
    ],
  );
  t.deepEqual(anomalies, ['tcap.trailing_octets']);
  t.deepEqual(faults, ['sctp.chunks']);
  t.deepEqual([...counters], [['frames_read', 2]]);
  t.deepEqual([messages, verifiesChecksums], [undefined, true]);
  t.deepEqual([second!.title, second!.expectation.messages], ['Two', 1]);
});

test('what is wrong with a case file is said with its line', (t) => {
  const wrong: Readonly<Record<string, string>> = {
    '# X\n': 'x.md:1: a case file without cases',
    [`## One\n${hex}`]: 'x.md:1: this case has no expect block',
    [`## One\n## Two\n${hex}${expect}`]: 'x.md:1: this case has no expect block',
    [hex]: 'x.md:1: stands in no case: `## A sentence` begins one',
    [`## One\n${hex}${expect}${hex}`]: 'x.md:8: stands in no case: `## A sentence` begins one',
    [`## One\n${expect}`]: 'x.md:2: no hex block before it',
    '## One\n```hex\n```\n': 'x.md:2: the form is ```hex LAYER [after N s] [missing OCTETS]',
    '## One\n```hex udp\n0\n```\n': 'x.md:3: no whole octets in hex: 0',
    '## One\n```hex udp\n00 no # 11\n```\n': 'x.md:3: no whole octets in hex: 00 no # 11',
    '## One\n```hex isdn\n```\n': 'x.md:2: no layer isdn (test/decode/layers.ts)',
    '## One\n```hex udp:\n```\n': 'x.md:2: no layer udp: (test/decode/layers.ts)',
    '## One\n```hex tcap:7\n```\n': 'x.md:2: no layer tcap:7 (test/decode/layers.ts)',
    '## One\n```hex udp after 2000 s\n```\n': 'x.md:2: at most 1000 s between frames',
    [`## One\n${hex}${'```expect\ntcap.oitd 1\n```\n'}`]: 'x.md:6: no field tcap.oitd',
    [`## One\n${hex}${'```expect\nanomaly tcap.odd\n```\n'}`]: 'x.md:6: no anomaly tcap.odd',
    [`## One\n${hex}${'```expect\nfault sctp.odd\n```\n'}`]: 'x.md:6: no fault sctp.odd',
    [`## One\n${hex}${'```expect\ncounter odd 1\n```\n'}`]: 'x.md:6: no counter odd',
    [`## One\n${hex}${'```expect\nmessages one\n```\n'}`]: 'x.md:6: no number: one',
  };
  for (const [text, message] of Object.entries(wrong))
    t.throws(() => read(text), { message }, text);
});

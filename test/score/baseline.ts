// SPDX-License-Identifier: Apache-2.0
// Part 5 of `make score`: the same world through what operators have without this product: a static
// list (operation and foreign origin, with the subscriber's prefix where the message names one), and a
// short tshark script of the same thought. What state adds, and what it costs in false findings.
import { type DecodedLine, decodeFile, lineOf } from '../../src/engine/decode-file.ts';
import type { Instance } from '../../src/score/truth.ts';
import { hasTshark, tshark } from '../oracle/tshark.ts';
import {
  networksOf,
  type Part,
  percent,
  type Sizes,
  scenarioOf,
  scoreWorld,
  type World,
  worldOf,
} from './workbench.ts';

const messagesMax = 100_000;

/** Category 1 as public guides list it: never from another network. */
const ownOnly = [22, 24, 58, 62, 65, 71, 83, 85, 86, 89];
/** Category 2: from the home network of the subscriber, so never about ours from abroad. */
const homeOnly = [3, 4, 7, 8, 37, 70];
const diameterHomeOnly = [317, 319, 320, 322];

interface Own {
  readonly title: string;
  readonly imsi: string;
  readonly realm: string;
}

/** Frames that a method flags. */
type Method = (world: World, own: Own) => ReadonlySet<number>;

export async function baseline({ messages, seeds }: Sizes): Promise<Part> {
  const scenario = scenarioOf('mixture', 'far-from-home');
  const size = Math.min(messages, messagesMax);
  const world = worldOf(scenario, { seed: seeds[0] ?? 1, messages: size, hostileShare: 1 / 100 });
  const product = await scoreWorld(world);
  const hostile = new Set(world.truth.instances.flatMap((one) => (one.visible ? one.frames : [])));
  const flagged: readonly (readonly [string, ReadonlySet<number>])[] = [
    ['static list', staticList(world, ownOf(world))],
    ...(hasTshark ? [['tshark script', tsharkScript(world, ownOf(world))] as const] : []),
  ];
  const falseOf = (frames: ReadonlySet<number>) =>
    [...frames].filter((one) => !hostile.has(one)).length;
  const visible = world.truth.instances.filter((one) => one.visible);
  const attacks = [...new Set(visible.map((one) => one.attack))].sort();
  const foundBy = (list: readonly Instance[], frames: ReadonlySet<number>) =>
    list.filter((one) => one.frames.some((frame) => frames.has(frame))).length;
  const productOf = (attack: string) =>
    product.attacks.filter((one) => one.attack === attack).reduce((sum, one) => sum + one.found, 0);
  const rows = attacks.map((attack) => {
    const list = visible.filter((one) => one.attack === attack);
    const others = flagged.map(([, frames]) => foundBy(list, frames));
    return { attack, visible: list.length, product: productOf(attack), others };
  });
  const total = {
    attack: 'all',
    visible: rows.reduce((sum, one) => sum + one.visible, 0),
    product: rows.reduce((sum, one) => sum + one.product, 0),
    others: flagged.map((_, i) => rows.reduce((sum, one) => sum + (one.others[i] ?? 0), 0)),
  };
  const falses = {
    product: product.falseActive.sessions,
    others: flagged.map(([, frames]) => falseOf(frames)),
  };
  return {
    name: 'baseline',
    title: 'Baseline: what state adds',
    notes: [
      `${scenario}, ${size} messages at 1 in 100`,
      `found of those visible: ${percent(total.product / total.visible)} % by the product, ` +
        flagged
          .map(([name], i) => `${percent(total.others[i]! / total.visible)} % by the ${name}`)
          .join(', '),
      ...(hasTshark ? [] : ['SKIP tshark script: tshark is not installed']),
    ],
    head: ['attack', 'visible', 'product', ...flagged.map(([name]) => name)],
    rows: [
      ...[...rows, total].map((one) => [
        one.attack,
        `${one.visible}`,
        `${one.product}`,
        ...one.others.map(String),
      ]),
      ['false (sessions; frames)', '', `${falses.product}`, ...falses.others.map(String)],
    ],
    failures: flagged.flatMap(([name], i) =>
      total.product > (total.others[i] ?? 0) ? [] : [`the product finds no more than the ${name}`],
    ),
    values: { rows, total, false: falses, methods: flagged.map(([name]) => name) },
  };
}

function ownOf(world: World): Own {
  const home = networksOf(world).find((one) => one.home);
  const [mcc = '', mnc = ''] = home?.plmn[0]?.split('-') ?? [];
  const realm = `mnc${mnc.padStart(3, '0')}.mcc${mcc}.`;
  return { title: home?.global_titles[0] ?? '', imsi: mcc + mnc, realm };
}

const staticList: Method = (world, own) => {
  const frames = new Set<number>();
  for (const frame of decodeFile(world.capture))
    for (const message of frame.messages)
      if (isListed(lineOf(frame, message), own)) frames.add(frame.number);
  return frames;
};

function isListed({ fields }: DecodedLine, own: Own): boolean {
  const first = (name: string) => fields[name]?.[0] ?? '';
  const isOwnSubscriber = (fields['e212.imsi'] ?? []).some((one) => one.startsWith(own.imsi));
  if (first('diameter.flags.request') === '1')
    return (
      diameterHomeOnly.includes(Number(first('diameter.cmd.code'))) &&
      !first('diameter.Origin-Realm').includes(own.realm) &&
      first('diameter.User-Name').startsWith(own.imsi)
    );
  const calling = first('sccp.calling.digits');
  if (first('tcap.otid') === '' || calling === '' || calling.startsWith(own.title)) return false;
  const codes = (fields['gsm_old.localValue'] ?? []).map(Number);
  if (codes.some((code) => ownOnly.includes(code))) return first('tcap.dtid') === '';
  return (
    isOwnSubscriber && first('tcap.dtid') === '' && codes.some((code) => homeOnly.includes(code))
  );
}

/** As written on the command line by somebody in a hurry. */
const tsharkScript: Method = (world, own) => {
  const codes = [...ownOnly, ...homeOnly].join(' ');
  const filter =
    `(gsm_old.localValue in {${codes}} && tcap.otid && !tcap.dtid` +
    ` && !(sccp.calling.digits matches "^${own.title}"))` +
    ` || (diameter.cmd.code in {${diameterHomeOnly.join(' ')}} && diameter.flags.request == 1` +
    ` && !(diameter.Origin-Realm contains "${own.realm}"))`;
  const commas = filter.replace(
    /\{([\d ]+)\}/g,
    (_, list: string) => `{${list.replaceAll(' ', ', ')}}`,
  );
  const args = ['-n', '-r', world.capture, '-Y', commas, '-T', 'fields', '-e', 'frame.number'];
  return new Set(tshark(args).map(([frame]) => Number(frame)));
};

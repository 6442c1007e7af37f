// SPDX-License-Identifier: Apache-2.0
// Which frames of which sessions go into an evidence file, and what is said about each. The frames
// carry identities: who calls this has written the audit entry. Identities of other messages in a
// bundled frame were overwritten natively.
import { version } from '../base/version.ts';
import type { Finding, Session } from '../session/fold.ts';
import { type EvidenceFrame, openEvidence } from '../session/identities.ts';
import type { Store } from '../store/store.ts';
import { type ExportedFrame, writePcapng } from './pcapng.ts';

export interface EvidenceFile {
  readonly octets: Buffer;
  readonly frames: number;
  /** Sessions of which no frame was kept. */
  readonly without: readonly string[];
}

/** The frames of these sessions in one file, each once, by time. */
export function exportEvidence(
  store: Store,
  sessions: readonly Session[],
  titleOf: (rule: string) => string,
): EvidenceFile {
  const frames = new Map<string, { frame: EvidenceFrame; comments: string[] }>();
  const without: string[] = [];
  for (const session of sessions) {
    const evidence = openEvidence(store, session);
    if (evidence.length === 0) without.push(session.id);
    for (const frame of evidence) {
      const place = `${session.tap} ${frame.time} ${frame.number} ${frame.linkType}`;
      const known = frames.get(place) ?? { frame, comments: [] };
      known.comments.push(describe(session, frame, titleOf));
      frames.set(place, known);
    }
  }
  const ordered = [...frames.values()].sort((a, b) =>
    a.frame.time < b.frame.time
      ? -1
      : a.frame.time > b.frame.time
        ? 1
        : a.frame.number - b.frame.number,
  );
  const exported = ordered.map(
    ({ frame, comments }): ExportedFrame => ({
      time: frame.time,
      linkType: frame.linkType,
      originalOctets: frame.originalOctets,
      data: frame.data,
      comment: [...comments, maskedSentence(frame)].filter((one) => one !== '').join('\n'),
    }),
  );
  const section = { application: `sigwarden ${version}`, comment: sectionComment(sessions) };
  return { octets: writePcapng(section, exported), frames: exported.length, without };
}

function sectionComment(sessions: readonly Session[]): string {
  const ruleSets = [...new Set(sessions.map((one) => one.ruleSet.toString(16).padStart(8, '0')))];
  return [
    `Evidence of ${sessions.length} flagged session(s).`,
    `Written by sigwarden ${version}; rule set ${ruleSets.join(', ')}.`,
    'An address can be leased or forged; these frames do not say who operated it.',
    'Secrets (keys, message text, positions) were overwritten before storing.',
    'Lengths are as captured.',
  ].join('\n');
}

function describe(
  session: Session,
  frame: EvidenceFrame,
  titleOf: (rule: string) => string,
): string {
  const here = session.findings.filter((one) => one.frame === frame.number);
  const origin = `session ${session.id}, captured as frame ${frame.number}`;
  if (here.length === 0) return `${origin}: the same dialogue as ${rulesOf(session)}`;
  return [origin, ...here.map((finding) => sentence(finding, titleOf))].join('\n');
}

function sentence(finding: Finding, titleOf: (rule: string) => string): string {
  const why = [finding.entitlement, finding.reason].filter((one) => one !== '' && one !== 'none');
  const title = titleOf(finding.rule);
  const tail = why.length === 0 ? '' : ` (${why.join(': ')})`;
  return `${finding.rule}, ${finding.severity}${title === '' ? '' : `: ${title}`}${tail}`;
}

function rulesOf(session: Session): string {
  return [...new Set(session.findings.map((one) => one.rule))].join(', ') || 'no finding';
}

function maskedSentence(frame: EvidenceFrame): string {
  if (frame.masked.length === 0) return '';
  const ranges = frame.masked.map(([offset, length]) => `${offset}+${length}`);
  return `overwritten octets (offset+length): ${ranges.join(', ')}`;
}

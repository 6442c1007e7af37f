// SPDX-License-Identifier: Apache-2.0
// Errors a user sees: what is wrong, where, and what to do. One class, so that the command line has
// one place that prints them and one table of exit codes. Malformed traffic never comes here: it is
// data (see src/schema/faults).

/** Exit codes of every command; the foot of `sigwarden --help` prints this table. */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  noDaemon: 4,
  privilege: 5,
  findings: 6,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/**
 * One thing that is wrong. Lines and columns count from 1, columns in UTF-16 units as editors do.
 */
export interface Problem {
  readonly message: string;
  /** What the user can do about it, as an imperative sentence. */
  readonly hint?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The line it is on and, under it, a caret below the column. */
  readonly excerpt?: string;
}

/**
 * Thrown at the edges (files, configuration, rules, store). Carries every problem found, not just
 * the first.
 */
export class ProductError extends Error {
  readonly exit: ExitCode;
  readonly problems: readonly Problem[];

  constructor(exit: ExitCode, problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'ProductError';
    this.exit = exit;
    this.problems = problems;
  }
}

/**
 * `file:line:column: message; hint`, leaving out what is not known; the excerpt on lines of its
 * own.
 */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined);
  const where = place.length > 0 ? `${place.join(':')}: ` : '';
  const hint = problem.hint === undefined ? '' : `; ${problem.hint}`;
  const excerpt = problem.excerpt === undefined ? '' : `\n${problem.excerpt}`;
  return `${where}${problem.message}${hint}${excerpt}`;
}

/** Shorthand for the common case of one problem. */
export function failure(exit: ExitCode, message: string, hint?: string): ProductError {
  return new ProductError(exit, [hint === undefined ? { message } : { message, hint }]);
}

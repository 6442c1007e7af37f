// SPDX-License-Identifier: Apache-2.0
// A comparison of calculations as steps of the native machine, which has no stack but a few
// registers: the side that needs more of them comes first (Sethi and Ullman 1970), so that what the
// language admits (`comparison_calculations`) always fits.
import { layout } from '../schema/policy-program.ts';
import type { Amount, Test } from './checked.ts';
import type { Name } from './vocabulary.ts';

const { opcode, registers: registerBits } = layout;

export interface CodeStep {
  readonly opcode: number;
  readonly fact: number;
  readonly operand: bigint;
  /** Register written, and the two that are read. */
  readonly registers: number;
}

export interface CalculationCode {
  readonly steps: readonly CodeStep[];
  readonly decision: CodeStep;
  /** The decision asks for the opposite of what the comparison says. */
  readonly isSwapped: boolean;
}

type IdOf = (fact: Name) => number;

export function calculationCode(
  { operator, left, right }: Extract<Test, { kind: 'calculation' }>,
  idOf: IdOf,
): CalculationCode {
  const steps: CodeStep[] = [];
  const [a, b] = placeBoth(left, right, 0, idOf, steps);
  const decide = (code: number, x: number, y: number, isSwapped: boolean): CalculationCode => ({
    steps,
    decision: step(code, { left: x, right: y }),
    isSwapped,
  });
  switch (operator) {
    case '==':
      return decide(opcode.equal_register, a, b, false);
    case '!=':
      return decide(opcode.equal_register, a, b, true);
    case '<':
      return decide(opcode.less_register, a, b, false);
    case '>=':
      return decide(opcode.less_register, a, b, true);
    case '>':
      return decide(opcode.less_register, b, a, false);
    case '<=':
      return decide(opcode.less_register, b, a, true);
  }
}

const codeOf = {
  '+': opcode.add,
  '-': opcode.subtract,
  '*': opcode.multiply,
  '/': opcode.divide,
} as const;

/** Leaves the amount in `register`, using none below it. */
function place(amount: Amount, register: number, idOf: IdOf, steps: CodeStep[]): void {
  if (amount.kind === 'fact') {
    steps.push({ ...step(opcode.load, { into: register }), fact: idOf(amount.fact) });
  } else if (amount.kind === 'constant') {
    steps.push({ ...step(opcode.set, { into: register }), operand: amount.value });
  } else {
    const [left, right] = placeBoth(amount.left, amount.right, register, idOf, steps);
    steps.push(step(codeOf[amount.sign], { into: register, left, right }));
  }
}

/** Leaves both amounts in `register` and the one above it; which is where is the answer. */
function placeBoth(
  left: Amount,
  right: Amount,
  register: number,
  idOf: IdOf,
  steps: CodeStep[],
): readonly [left: number, right: number] {
  const isLeftFirst = needOf(left) >= needOf(right);
  place(isLeftFirst ? left : right, register, idOf, steps);
  place(isLeftFirst ? right : left, register + 1, idOf, steps);
  return isLeftFirst ? [register, register + 1] : [register + 1, register];
}

/** Registers that an amount takes. */
function needOf(amount: Amount): number {
  if (amount.kind !== 'calculation') return 1;
  const [left, right] = [needOf(amount.left), needOf(amount.right)];
  return left === right ? left + 1 : Math.max(left, right);
}

function step(
  code: number,
  { into = 0, left = 0, right = 0 }: { into?: number; left?: number; right?: number },
): CodeStep {
  const { left_shift, right_shift } = registerBits;
  const registers = into | (left << left_shift) | (right << right_shift);
  return { opcode: code, fact: 0, operand: 0n, registers };
}

// SPDX-License-Identifier: Apache-2.0
// What the parser makes of an expression: names and literals with their places, nothing resolved.
// The checker gives the names a meaning (checked.ts).

/** Offsets into the text of the expression, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something wrong with an expression, at a place inside it. */
export interface Fault extends Span {
  readonly message: string;
  readonly hint?: string;
}

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** `unit` is set for durations, and `value` then is in seconds. */
export type Operand = Span &
  (
    | { readonly kind: 'name'; readonly text: string }
    | {
        readonly kind: 'number';
        readonly text: string;
        readonly value: number;
        readonly unit?: string;
      }
    | { readonly kind: 'text'; readonly text: string }
  );

export type Sign = '+' | '-' | '*' | '/';

/** What a comparison weighs: a fact or value, or a calculation with them. */
export type Term =
  | Operand
  | (Span & {
      readonly kind: 'calculation';
      readonly sign: Sign;
      readonly left: Term;
      readonly right: Term;
    });

/** A list of the operator, `$name`; `text` is without the sign. */
export type ListName = Span & { readonly kind: 'list'; readonly text: string };

/** One element of a set; `to` differs from `from` in a range `a..b`, which includes both ends. */
export interface SetItem extends Span {
  readonly kind?: undefined;
  readonly from: Operand;
  readonly to: Operand;
}

export type Expression = Span &
  (
    | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
    | { readonly kind: 'not'; readonly part: Expression }
    | { readonly kind: 'bare'; readonly operand: Term }
    | {
        readonly kind: 'compare';
        readonly operator: Comparison;
        readonly left: Term;
        readonly right: Term;
      }
    | {
        readonly kind: 'in';
        readonly left: Term;
        readonly items: readonly (SetItem | ListName)[];
      }
    | {
        readonly kind: 'starts';
        readonly left: Term;
        readonly prefixes: readonly Operand[];
      }
    | {
        readonly kind: 'has';
        readonly left: Term;
        /** Whether one of the members suffices. */
        readonly any: boolean;
        readonly members: readonly Operand[];
      }
  );

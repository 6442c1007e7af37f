// SPDX-License-Identifier: Apache-2.0
// A recipe: the terms of a hostile act and how it is done on a stage. One file of this folder for
// each family exports `recipes`; catalogue.ts finds them.

import type { Stage } from './stage.ts';
import type { Terms } from './terms.ts';

export interface Recipe extends Terms {
  readonly act: (stage: Stage) => void;
}

/** The recipes that a file of this folder exports, by the name of the attack. */
export type Recipes = Readonly<Record<string, Recipe>>;

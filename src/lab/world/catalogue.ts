// SPDX-License-Identifier: Apache-2.0
// Every attack and every behaviour that the folders beside this file hold, found by looking: a new
// one is one new file. In the order of names, so that the same tree makes the same world.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Recipe, Recipes } from './attacks/recipe.ts';
import type { Behaviour } from './behaviour/behaviour.ts';

interface Found {
  readonly recipes?: Recipes;
  readonly behaviour?: Behaviour;
}

async function modulesOf(folder: string): Promise<readonly Found[]> {
  const path = fileURLToPath(new URL(`./${folder}/`, import.meta.url));
  const names = readdirSync(path).filter((name) => name.endsWith('.js'));
  return Promise.all(names.sort().map((name) => import(join(path, name)) as Promise<Found>));
}

function inOrder(found: readonly Found[]): Map<string, Recipe> {
  const entries = found.flatMap(({ recipes = {} }) => Object.entries(recipes));
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const map = new Map(sorted);
  if (map.size !== sorted.length) throw new Error('two attacks have one name');
  return map;
}

/** The attacks by name. */
export const attacks: ReadonlyMap<string, Recipe> = inOrder(await modulesOf('attacks'));

export const behaviours: readonly Behaviour[] = (await modulesOf('behaviour')).flatMap(
  ({ behaviour }) => (behaviour === undefined ? [] : [behaviour]),
);

export function recipeOf(attack: string): Recipe {
  const recipe = attacks.get(attack);
  if (recipe === undefined) throw new Error(`no attack is called ${attack}`);
  return recipe;
}

// SPDX-License-Identifier: Apache-2.0
// The version stands once, in package.json.
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');

export const version: string = (JSON.parse(text) as { version: string }).version;

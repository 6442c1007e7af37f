// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema/protocols. Do not edit.
import { diameter } from './protocols/diameter.ts';
import { m3ua } from './protocols/m3ua.ts';
import type { ProtocolSpec } from './types.ts';

export const protocols: readonly ProtocolSpec[] = [diameter, m3ua];

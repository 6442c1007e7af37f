// SPDX-License-Identifier: Apache-2.0
// Captures that ended before their end: told on stderr whatever form the data takes, since what was
// not read was not judged.
import type { ScreenedFile } from '../appliance/screening.ts';
import { talk } from './output.ts';

export function warnOfEnds(files: readonly ScreenedFile[]): void {
  for (const { path, diagnostic } of files)
    if (diagnostic !== '')
      talk(`warning: ${path}: ${diagnostic}; what comes before it was screened`);
}

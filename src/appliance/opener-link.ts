// SPDX-License-Identifier: Apache-2.0
// The opener as the supervisor sees it: a native process that speaks with the engine alone. It is
// kept running and otherwise left in peace.
import { Link, type LinkOptions } from './link.ts';

export class OpenerLink extends Link<{ readonly kind: never }> {
  constructor(options: LinkOptions) {
    super('opener', options);
  }

  protected override onUp(): void {
    this.setReady();
  }

  protected override onMessage(): void {}

  async stop(patience_ms: number): Promise<void> {
    this.keeper.retire();
    this.keeper.kill('SIGTERM');
    await this.keeper.end(patience_ms);
  }
}

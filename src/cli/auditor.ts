// SPDX-License-Identifier: Apache-2.0
// Who may see identities must first stand in the audit log of the store. Its writer enters that: the
// command itself, or the appliance that holds the writer's place and is asked for it.
import { realpathSync } from 'node:fs';
import { userInfo } from 'node:os';
import { askStatus, recordActs } from '../appliance/control-client.ts';
import { exitCode, ProductError } from '../base/errors.ts';
import type { Act, AuditEntry } from '../store/audit.ts';
import { contactOf } from '../store/lock.ts';
import { Store } from '../store/store.ts';
import { StoreWriter } from '../store/writer.ts';
import { type StoreOptions, storeDirectory } from './store-option.ts';

/** A store in which an act is entered before identities are shown. */
export interface Auditor {
  readonly store: Store;
  record(act: Omit<Act, 'user'>): Promise<AuditEntry[]>;
}

/**
 * Writing the audit log takes the writer's place. An appliance that holds it enters the act itself;
 * while anything else writes to the store, nothing is revealed.
 */
export async function openAuditor(args: StoreOptions): Promise<Auditor> {
  const directory = await storeDirectory(args);
  // Opening for writing would make a store that is not there.
  const store = Store.open(directory, { keyFile: args['key-file'] });
  const contact = contactOf(directory);
  if (contact !== undefined && (await keeps(contact, directory))) {
    const user = userInfo().username;
    return { store, record: (act) => recordActs(contact, { user, ...act }) };
  }
  void store.close();
  const writer = StoreWriter.open(directory, { keyFile: args['key-file'] });
  return { store: writer, record: async (act) => [writer.recordAct(act)] };
}

/** Whether an appliance answers there, and this is its store. */
async function keeps(contact: string, directory: string): Promise<boolean> {
  try {
    const { store } = await askStatus(contact);
    return realpathSync(store.directory) === realpathSync(directory);
  } catch (error) {
    if (error instanceof ProductError && error.exit === exitCode.noDaemon) return false;
    throw error;
  }
}

// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { errorName } from '../../src/session/operations.ts';

test('an error has the name that its protocol gives the code', (t) => {
  t.is(errorName('ss7', 'error', 12, 'gsm_map.sendRoutingInfo'), 'illegalEquipment');
  t.is(errorName('ss7', 'error', 12, 'camel.connect'), 'taskRefused');
  t.is(errorName('ss7', 'error', 99, 'camel.connect'), '99');
  t.is(errorName('ss7', 'none', 12, 'camel.connect'), '12'); // an abort cause
  t.is(errorName('diameter', 'error', 3002, 's6a.ULR'), 'unable_to_deliver');
});

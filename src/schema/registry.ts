// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema/protocols. Do not edit.
import { camel } from './protocols/camel.ts';
import { diameter } from './protocols/diameter.ts';
import { erspan } from './protocols/erspan.ts';
import { eth } from './protocols/eth.ts';
import { gre } from './protocols/gre.ts';
import { gsm_map } from './protocols/gsm_map.ts';
import { gtp } from './protocols/gtp.ts';
import { gtpv2 } from './protocols/gtpv2.ts';
import { ieee8021ad } from './protocols/ieee8021ad.ts';
import { ip } from './protocols/ip.ts';
import { ipv6 } from './protocols/ipv6.ts';
import { m3ua } from './protocols/m3ua.ts';
import { mpls } from './protocols/mpls.ts';
import { pwethcw } from './protocols/pwethcw.ts';
import { sccp } from './protocols/sccp.ts';
import { sctp } from './protocols/sctp.ts';
import { sll } from './protocols/sll.ts';
import { tcap } from './protocols/tcap.ts';
import { tcp } from './protocols/tcp.ts';
import { udp } from './protocols/udp.ts';
import { vlan } from './protocols/vlan.ts';
import { vxlan } from './protocols/vxlan.ts';
import type { ProtocolSpec } from './types.ts';

export const protocols: readonly ProtocolSpec[] = [
  camel,
  diameter,
  erspan,
  eth,
  gre,
  gsm_map,
  gtp,
  gtpv2,
  ieee8021ad,
  ip,
  ipv6,
  m3ua,
  mpls,
  pwethcw,
  sccp,
  sctp,
  sll,
  tcap,
  tcp,
  udp,
  vlan,
  vxlan,
];

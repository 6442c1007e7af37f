// SPDX-License-Identifier: Apache-2.0
// A rule to begin with: every key with what belongs there, and examples that pass `rules check`.
export function skeleton(id: string): string {
  return `# A rule of your own. \`sigwarden rules explain ${id} --directory DIR\` says what it means,
# \`sigwarden rules test ${id} --directory DIR --capture FILE\` how often it would fire. The language is in
# firmware-config/rules/README.md, the facts are in \`sigwarden rules facts\`.

id = "${id}"            # also the name of this file; never used twice
title = "One line: what was seen"
category = "location"   # cat1 cat2 cat3 sms encoding integrity location identity interception denial outbound
# purpose = ["location"]  # what it can serve; without it what the operation can serve
severity = "low"        # info low medium high
confidence = "low"      # at its best; [[lower]] holds it down
mode = "test"           # learn: counted only; test: shown, not counted; active; off
when = "operation == gsm_map.anyTimeInterrogation && entitlement == not_entitled && direction == ingress"
doc = "What it means, and why it matters."
false_positives = "When an honest network does this, and how to tell."
response = "What to do."

[given]                 # facts that all examples share
operation = "gsm_map.anyTimeInterrogation"

[[lower]]
when = "link.one_sided"
to = "low"
because = "the mirror shows one direction of this link only"

[[fires]]
because = "a network that may not ask asks from outside"
[fires.facts]
entitlement = "not_entitled"
direction = "ingress"
"link.one_sided" = true

[[quiet]]               # the honest networks that look like it: at least two
because = "a network asks under an agreement"
[quiet.facts]
entitlement = "entitled"
direction = "ingress"

[[quiet]]
because = "our own node asks another network"
[quiet.facts]
entitlement = "not_entitled"
direction = "egress"
`;
}

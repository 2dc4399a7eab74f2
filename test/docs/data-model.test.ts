/** docs/data-model.md tells the truth about the keys. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keys, recentShards, routingShards } from "../../adapters/dynamodb/keys.ts";
import { mostGroups } from "../../adapters/dynamodb/routing/groups.ts";
import { mostPools } from "../../adapters/dynamodb/routing/lines.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/data-model.md"), "utf8");
const rows = Array.from(
  page.matchAll(/^\| [^|]+ \| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|/gm),
  ([, PK, SK, type]) => ({
    PK,
    SK,
    type,
  }),
);

const event = { eventId: "<eventId>", occurredAt: "<occurredAt>", receivedAt: "<receivedAt>" };
const room = 60;
const at = "2026-11-22T10:00:00.000Z";
const inCode = {
  event: keys.event("<identifierId>", event),
  identifier: keys.identifier("<identifierId>"),
  customer: keys.customer("<customerId>"),
  "customer-identifier": keys.customerIdentifier("<customerId>", "<identifierId>"),
  digest: keys.digest("<customerId>"),
  case: keys.case("<customerId>", "<caseId>"),
  "archived-case": keys.archivedCase("<customerId>", "<caseId>"),
  merge: keys.merge("<customerId>", "<mergedCustomerId>"),
  apart: keys.apart("<customerId>", "<otherCustomerId>"),
  suggestion: keys.suggestion("<customerId>", "<otherCustomerId>"),
  "point-entry": keys.pointEntry("<customerId>", {
    ...event,
    ruleId: "<ruleId>",
    policyVersion: "<policyVersion>",
    intent: "<intent>",
  }),
  "open-suggestion": keys.openSuggestion("<suggestionId>"),
  policy: keys.policy("<name>"),
  "policy-version": keys.policyVersion("<name>", "<version>"),
  "first-receipt": keys.firstReceipt("<eventId>"),
  "recent-contact": keys.recentContact(event),
  "live-connection": keys.liveConnection("<connectionId>"),
  agent: keys.agent("<agentId>"),
  consult: keys.consult({ agentId: "<agentId>", askedAt: "<askedAt>", consultId: "<consultId>" }),
  "listed-agent": keys.listedAgent("<agentId>"),
  "free-agent": keys.freeAgent({
    groupId: "<groupId>",
    freeUnits: room,
    idleSince: "<idleSince>",
    agentId: "<agentId>",
  }),
  groups: keys.groups(),
  pools: keys.pools(),
  routing: keys.routing("<caseId>"),
  "waiting-case": keys.waitingCase({
    poolId: "<poolId>",
    isPersonal: false,
    rank: "<rank>",
    caseId: "<caseId>",
  }),
  lease: keys.lease("<leaseUntil>", "<caseId>"),
  decision: keys.decision({ caseId: "<caseId>", at: "<at>", decisionId: "<decisionId>" }),
  "day-decision": keys.dayDecision({ at, decisionId: "<decisionId>" }),
  "learned-context": keys.learnedContext("<memory>", "<context>"),
  "learned-agent": keys.learnedAgent("<memory>", "<context>", "<agentId>"),
  "learned-overall": keys.learnedOverall("<memory>", "<agentId>"),
  "learned-outcome": keys.learnedOutcome("<outcomeId>"),
  "contact-link": keys.contactLink("<contactId>"),
  "connect-user-link": keys.connectUserLink("<userId>"),
  "connect-contact": keys.connectContact("<contactId>"),
  "connect-task": keys.connectTask("<caseId>", 7),
  "connect-command": keys.connectCommand("<api>", "<rank>", "<commandId>"),
  "connect-bucket": keys.connectBucket("<api>"),
  reconciliation: keys.reconciliation(),
  send: keys.send("<sendId>"),
  "open-send": keys.openSend({
    identifierId: "<identifierId>",
    channel: "<channel>",
    purpose: "<caseId or purpose>",
    sendId: "<sendId>",
  }),
  "sent-message": keys.sentMessage("<fingerprint>"),
  "send-reason": keys.sendReason("<customerId>", "<reason>"),
  "consent-entry": keys.consentEntry({
    identifierId: "<identifierId>",
    brand: "brand",
    channel: "channel",
    purpose: "purpose",
    at: "<at>",
    entryId: "<entryId>",
  }),
  "listed-consent": keys.listedConsent({ listedAt: at, entryId: "<entryId>" }),
  "audience-member": keys.audienceMember("audience", "<identifierId>"),
  "consent-head": keys.consentHead("<identifierId>"),
  "channel-turn": keys.channelTurn(),
  "channel-version": keys.channelVersion("<endpointId>", "<version>"),
};

/** What the code makes of a placeholder that is no plain text. */
function asInCode(text: string | undefined, type: string, shard: string): string | undefined {
  const filled = text
    ?.replaceAll("\\|", "|")
    .replace("<shard>", shard)
    .replace("<999 less room>", String(999 - room))
    .replace("<token>", "7");
  // Parts of a name that come from outside are escaped, placeholders too.
  if (type === "consent-entry" || type === "audience-member")
    return filled?.replace(/<(brand|channel|purpose|audience)>/g, "$1");
  return type === "day-decision" || type === "listed-consent"
    ? filled?.replace("<day>", at.slice(0, 10)).replace("<at>", at)
    : filled;
}

describe("docs/data-model.md", () => {
  it("has a row for every key that the code builds", () => {
    expect(rows.map(({ type }) => type).sort()).toEqual(Object.keys(inCode).sort());
    expect(Object.keys(keys)).toHaveLength(rows.length);
  });

  it.each(Object.entries(inCode))("writes the key of %s as the code does", (type, key) => {
    const row = rows.find((found) => found.type === type);
    const shard = key.PK.slice(key.PK.lastIndexOf("#") + 1);
    expect({ PK: asInCode(row?.PK, type, shard), SK: asInCode(row?.SK, type, shard) }).toEqual(key);
  });

  it("counts shards, and what there is room for, right", () => {
    expect(page).toContain("the four shards");
    expect([recentShards, routingShards]).toEqual([4, 4]);
    expect(page).toContain(`more than ${mostGroups} are refused`);
    expect(page).toContain(`from ${mostPools} on`);
  });
});

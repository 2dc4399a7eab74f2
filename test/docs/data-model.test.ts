/** docs/data-model.md tells the truth about the keys. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keys, recentShards } from "../../adapters/dynamodb/keys.ts";

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
};

describe("docs/data-model.md", () => {
  it("has a row for every key that the code builds", () => {
    expect(rows.map(({ type }) => type).sort()).toEqual(Object.keys(inCode).sort());
    expect(Object.keys(keys)).toHaveLength(rows.length);
  });

  it.each(Object.entries(inCode))("writes the key of %s as the code does", (type, key) => {
    const row = rows.find((found) => found.type === type);
    expect({ PK: row?.PK?.replace("<shard>", key.PK.slice(2)), SK: row?.SK }).toEqual(key);
  });

  it("counts the shards of the live list right", () => {
    expect(page).toContain("the four shards");
    expect(recentShards).toBe(4);
  });
});

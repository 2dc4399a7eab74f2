import { expect, it } from "vitest";
import { announcementOf } from "../../../../adapters/dynamodb/routing/announcements.ts";
import { routingChanged } from "../../../../adapters/dynamodb/routing/routing-changed.ts";
import { putRouting } from "../../../../adapters/dynamodb/routing/rows.ts";
import {
  assigned,
  backInLine,
  ended,
  offered,
  withTaskToken,
} from "../../../../domain/routing/routing-state.ts";
import { domainEvents } from "../../../../schemas/domain-events/catalogue.ts";
import type { Routing } from "../../../../schemas/routing/routing.ts";
import { at, routingRow } from "./rows.ts";

const waiting = routingRow("k1", { customerId: "c1" });
const offer = offered(waiting, "ayse", at(10), at(60));
const accepted = assigned(offer, offer.reservation ?? { agentId: "", token: 0, since: "" }, at(20));
const over = ended(accepted, { at: at(30), how: "handled", agentId: "ayse" });
const facts = {
  customerId: "c1",
  caseId: "k1",
  leg: 1,
  channel: "chat",
  queueId: "general",
  at: at(40),
  waitedSeconds: 40,
};

/** What the stream says of the row as a save has put it. */
const said = (before: Routing, after: Routing) =>
  routingChanged(putRouting("table", { before, after }).Put?.Item ?? {}, at(40));

it.each([
  ["CaseReserved", waiting, offer, { agentId: "ayse", token: 1 }],
  ["CaseAssigned", offer, accepted, { agentId: "ayse", token: 1 }],
  ["CaseReturned", offer, backInLine(offer), {}],
  ["CaseRoutingEnded", accepted, over, { how: "handled" }],
] as const)("%s is said in ids and facts, with an id of its own", (name, before, after, more) => {
  const event = said(before, after);
  expect(event.name).toBe(name);
  expect(event.detail.data).toEqual({ ...facts, ...more });
  expect(event.detail.metadata).toMatchObject({ id: `${name}-k1-${after.version}`, occurredAt: at(40) });
  expect(domainEvents[name].schema.parse(event.detail)).toEqual(event.detail);
});

it("says nothing of a case that stays where it is, and nothing of one that comes into line", () => {
  for (const [before, after] of [
    [undefined, waiting],
    [waiting, withTaskToken(waiting, "t")],
    [accepted, accepted],
    [over, waiting],
  ] as const) {
    expect(announcementOf(before, after)).toBeUndefined();
  }
});

it("has nobody wait for less than no time, by two clocks", () => {
  const early = routingChanged(
    putRouting("table", { before: waiting, after: offer }).Put?.Item ?? {},
    at(-5),
  );
  expect(early.detail.data).toMatchObject({ waitedSeconds: 0 });
});

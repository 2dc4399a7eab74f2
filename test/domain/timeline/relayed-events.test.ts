import { describe, expect, it } from "vitest";
import { eventsOf } from "../../../domain/timeline/relayed-events.ts";
import type { RelayedEvent } from "../../../domain/timeline/stored-event.ts";
import { domainEvents } from "../../../schemas/domain-events/catalogue.ts";
import { untimedEvent } from "../../support/events.ts";

const relayed = (changes: Parameters<typeof untimedEvent>[0]): RelayedEvent => ({
  customerId: "c1",
  stored: { ...untimedEvent(changes), caseId: "c1-e1" },
});

describe("what is said of a contact event", () => {
  it("is no more than ids and facts", () => {
    const events = eventsOf(relayed({ attributes: { profileName: "Ayşe" } }));
    expect(events.map(({ name }) => name)).toEqual(["ContactReceived"]);
    const said = JSON.stringify(events);
    for (const secret of ["905551112233", "Ayşe", "Merhaba"]) expect(said).not.toContain(secret);
  });

  it("includes that a customer's message has files: how many, and nothing of them", () => {
    const attachments = [
      { url: "https://files.example.com/secret.jpg", name: "secret.jpg" },
      { mediaId: "m2" },
    ];
    const events = eventsOf(relayed({ attachments }));
    expect(events.map(({ name }) => name)).toEqual(["ContactReceived", "AttachmentsReceived"]);
    for (const { name, detail } of events) expect(domainEvents[name].schema.parse(detail)).toEqual(detail);
    expect(events[1]?.detail.data).toMatchObject({ customerId: "c1", count: 2, channel: "sms" });
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(eventsOf(relayed({ attachments: [] }))).toHaveLength(1);
    expect(eventsOf(relayed({ attachments, direction: "outbound" }))).toHaveLength(1);
  });

  it("includes how it ended, where that has our form", () => {
    const attributes = { outcome: "sold", intent: "card-application", by: "agent-7", note: "secret" };
    const events = eventsOf(relayed({ kind: "outcome.recorded", attributes }));
    expect(events.map(({ name }) => name)).toEqual(["ContactReceived", "OutcomeRecorded"]);
    for (const { name, detail } of events) expect(domainEvents[name].schema.parse(detail)).toEqual(detail);
    expect(events[1]?.detail.data).toMatchObject({ outcome: "sold", caseId: "c1-e1", agentId: "agent-7" });
    const odd = eventsOf(relayed({ kind: "outcome.recorded", attributes: { outcome: 7 } }));
    expect(odd).toHaveLength(1);
  });
});

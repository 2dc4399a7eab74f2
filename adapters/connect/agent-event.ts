/** Reads an event of Amazon Connect's agent event stream (Administrator Guide, "Agent event streams data model"). */
import * as z from "zod/mini";
import type { AgentEvent, AgentSnapshot } from "../../domain/connect/agent-news.ts";
import { instantSchema } from "../../schemas/contact-event.ts";
import type { AgentStatus } from "../../schemas/routing/agent.ts";
import { lastOf } from "./arn.ts";

const moment = z.nullish(instantSchema);

/** Older versions of the stream give no type. */
const statusSchema = z.object({
  Name: z.nullish(z.string()),
  Type: z.nullish(z.string()),
  StartTimestamp: moment,
});

const snapshotSchema = z.object({
  AgentStatus: z.nullish(statusSchema),
  NextAgentStatus: z.nullish(statusSchema),
  Contacts: z.nullish(
    z.array(
      z.object({
        ContactId: z.string(),
        State: z.string(),
        StateStartTimestamp: moment,
        ConnectedToAgentTimestamp: moment,
      }),
    ),
  ),
});

const eventSchema = z.object({
  AgentARN: z.string(),
  EventType: z.enum(["LOGIN", "LOGOUT", "STATE_CHANGE", "HEART_BEAT"]),
  EventTimestamp: instantSchema,
  CurrentAgentSnapshot: z.nullish(snapshotSchema),
  PreviousAgentSnapshot: z.nullish(snapshotSchema),
});

/** @throws on anything that is not an agent event */
export function readAgentEvent(json: string): AgentEvent {
  const event = eventSchema.parse(JSON.parse(json));
  return {
    userId: lastOf(event.AgentARN),
    type: event.EventType,
    at: event.EventTimestamp,
    current: readSnapshot(event.CurrentAgentSnapshot),
    previous: readSnapshot(event.PreviousAgentSnapshot),
  };
}

function readSnapshot(
  snapshot: z.infer<typeof snapshotSchema> | null | undefined,
): AgentSnapshot | undefined {
  if (snapshot === null || snapshot === undefined) return undefined;
  return {
    status: readStatus(snapshot.AgentStatus),
    statusSince: snapshot.AgentStatus?.StartTimestamp ?? undefined,
    nextStatus: readStatus(snapshot.NextAgentStatus),
    contacts: (snapshot.Contacts ?? []).map((contact) => ({
      contactId: contact.ContactId,
      state: contact.State,
      since: contact.StateStartTimestamp ?? undefined,
      connectedAt: contact.ConnectedToAgentTimestamp ?? undefined,
    })),
  };
}

const statusByType: Readonly<Record<string, AgentStatus>> = { ROUTABLE: "available", OFFLINE: "offline" };

/** The statuses that every instance has, by the names they come with. */
const statusByName: Readonly<Record<string, AgentStatus>> = { Available: "available", Offline: "offline" };

function readStatus(status: z.infer<typeof statusSchema> | null | undefined): AgentStatus | undefined {
  if (status === null || status === undefined) return undefined;
  const { Type, Name } = status;
  return (typeof Type === "string" ? statusByType[Type] : statusByName[Name ?? ""]) ?? "away";
}

/** Reads a contact record of Amazon Connect (Administrator Guide, "Data model for contact records"). */
import * as z from "zod/mini";
import type { ContactRecord } from "../../domain/connect/contact-record.ts";
import { present } from "../../domain/digest/present.ts";
import { instantSchema } from "../../schemas/contact-event.ts";
import { lastOf } from "./arn.ts";
import { calledFor, caseAttribute } from "./attributes.ts";
import { chainOf } from "./chain.ts";

const text = z.nullish(z.string());
const moment = z.pipe(
  z.nullish(instantSchema),
  z.transform((at) => at ?? undefined),
);

const recordSchema = z.object({
  ContactId: z.string(),
  InstanceARN: z.string(),
  InitialContactId: text,
  PreviousContactId: text,
  RelatedContactId: text,
  Channel: text,
  InitiationMethod: text,
  InitiationTimestamp: moment,
  ConnectedToSystemTimestamp: moment,
  DisconnectTimestamp: moment,
  LastUpdateTimestamp: instantSchema,
  Queue: z.nullish(z.object({ EnqueueTimestamp: moment })),
  Agent: z.nullish(
    z.object({ ARN: text, ConnectedToAgentTimestamp: moment, AfterContactWorkEndTimestamp: moment }),
  ),
  CustomerEndpoint: z.nullish(z.object({ Address: text, Type: text })),
  Attributes: z.nullish(z.record(z.string(), z.nullish(z.string()))),
});

/** @throws on anything that is not a contact record */
export function readContactRecord(json: string): ContactRecord {
  const record = recordSchema.parse(JSON.parse(json));
  const { ContactId: contactId, Agent, Queue, CustomerEndpoint, InitialContactId } = record;
  return {
    contactId,
    instanceId: lastOf(record.InstanceARN),
    initialContactId: InitialContactId ?? undefined,
    updatedAt: record.LastUpdateTimestamp,
    at: present({
      INITIATED: record.InitiationTimestamp,
      QUEUED: Queue?.EnqueueTimestamp,
      CONNECTED_TO_AGENT: Agent?.ConnectedToAgentTimestamp,
      DISCONNECTED: record.DisconnectTimestamp,
      COMPLETED: Agent?.AfterContactWorkEndTimestamp,
    }),
    userId: typeof Agent?.ARN === "string" ? lastOf(Agent.ARN) : undefined,
    callback: record.InitiationMethod === "CALLBACK",
    calledFor: calledFor(record.Channel, record.InitiationMethod, record.Attributes?.[caseAttribute]),
    answeredAt: record.ConnectedToSystemTimestamp,
    ...chainOf({
      contactId,
      previous: record.PreviousContactId,
      related: record.RelatedContactId,
      initial: InitialContactId,
    }),
    endpoint: { address: CustomerEndpoint?.Address ?? "", type: CustomerEndpoint?.Type ?? "" },
    attributes: Object.fromEntries(
      Object.entries(record.Attributes ?? {}).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    ),
  };
}

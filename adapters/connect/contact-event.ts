/** Reads a contact event of Amazon Connect as EventBridge delivers it (Administrator Guide, "Contact events"). */
import * as z from "zod/mini";
import { type ContactTimes, contactEventTypes } from "../../domain/connect/contact.ts";
import type { ContactNews } from "../../domain/connect/follow-contact.ts";
import { present } from "../../domain/digest/present.ts";
import { instantSchema } from "../../schemas/contact-event.ts";
import { lastOf } from "./arn.ts";
import { chainOf } from "./chain.ts";

/** AWS writes `1970-01-01` where something has not happened yet. */
const moment = z.pipe(
  z.nullish(instantSchema),
  z.transform((at) => (at === null || at === undefined || at.startsWith("1970-") ? undefined : at)),
);
const text = z.nullish(z.string());

/** Keys in small letters: AWS's own samples write them in more than one way. */
const detailSchema = z.object({
  eventtype: z.string(),
  contactid: z.string(),
  initialcontactid: text,
  previouscontactid: text,
  relatedcontactid: text,
  initiationmethod: text,
  initiationtimestamp: moment,
  disconnecttimestamp: moment,
  queueinfo: z.nullish(z.object({ enqueuetimestamp: moment })),
  agentinfo: z.nullish(
    z.object({
      agentarn: text,
      connectedtoagenttimestamp: moment,
      aftercontactworkendtimestamp: moment,
    }),
  ),
});

const envelopeSchema = z.object({
  source: z.literal("aws.connect"),
  time: instantSchema,
  detail: z.pipe(z.transform(inSmallLetters), detailSchema),
});

/**
 * @returns `undefined` for a type of event that routing does not go by
 * @throws on anything that is not a contact event
 */
export function readContactEvent(json: string): ContactNews | undefined {
  const { time, detail } = envelopeSchema.parse(JSON.parse(json));
  const type = contactEventTypes.find((known) => known === detail.eventtype.toUpperCase());
  if (type === undefined) return undefined;
  const agentArn = detail.agentinfo?.agentarn ?? undefined;
  const known = timesIn(detail);
  return {
    contactId: detail.contactid,
    type,
    at: { ...known, [type]: known[type] ?? time },
    userId: agentArn === undefined ? undefined : lastOf(agentArn),
    callback: detail.initiationmethod?.toUpperCase() === "CALLBACK",
    ...chainOf({
      contactId: detail.contactid,
      previous: detail.previouscontactid,
      related: detail.relatedcontactid,
      initial: detail.initialcontactid,
    }),
  };
}

/** What happened before is said again by later events; the end of after-contact work is the contact's end. */
function timesIn(detail: z.infer<typeof detailSchema>): ContactTimes {
  const { queueinfo, agentinfo } = detail;
  return present({
    INITIATED: detail.initiationtimestamp,
    QUEUED: queueinfo?.enqueuetimestamp,
    CONNECTED_TO_AGENT: agentinfo?.connectedtoagenttimestamp,
    DISCONNECTED: detail.disconnecttimestamp,
    COMPLETED: agentinfo?.aftercontactworkendtimestamp,
  });
}

function inSmallLetters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSmallLetters);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inSmallLetters(inner)]),
  );
}

/** A rule of Contact Lens found what it looks for in a contact (Administrator Guide, "EventBridge event types"). */
import * as z from "zod/mini";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import { type JsonObject, present } from "../channels/json.ts";
import { connectPerson } from "./connect-person.ts";
import type { Notice } from "./notice.ts";

/** `arn:aws:connect:<Region>:<account>:instance/<id>/contact/<id>` */
const contactArn = /:instance\/([\w-]{1,100})\/contact\/([\w-]{1,256})$/;

const matchSchema = z.object({
  ruleName: z.string(),
  actionName: z.optional(z.string()),
  contactArn: z.string().check(z.regex(contactArn)),
  agentArn: z.optional(z.string()),
  queueArn: z.optional(z.string()),
});

/** What was said is not in it. */
export function readRuleMatch(said: JsonObject, { id, at, bus }: Notice): readonly ParsedEvent[] | undefined {
  const match = bus?.source === "aws.connect" ? matchSchema.safeParse(said).data : undefined;
  const [, instanceId, contactId = ""] = contactArn.exec(match?.contactArn ?? "") ?? [];
  if (match === undefined || bus === undefined) return undefined;
  return [
    {
      channel: channelOf(bus.detailType),
      direction: "internal",
      kind: "contact-lens.matched",
      identifiers: connectPerson(instanceId, contactId),
      occurredAt: at,
      thread: contactId,
      attributes: present({
        ruleName: match.ruleName,
        actionName: match.actionName,
        contactId,
        agentId: match.agentArn?.split("/").at(-1),
        queueId: match.queueArn?.split("/").at(-1),
        analysis: bus.detailType,
      }),
      idempotencyKey: id ?? JSON.stringify([contactId, match.ruleName, match.actionName, bus.detailType, at]),
    },
  ];
}

/** As in `Contact Lens Post Chat Rules Matched`. */
function channelOf(detailType: string): Channel {
  if (/\bemail\b/i.test(detailType)) return "email";
  return /\bchat\b/i.test(detailType) ? "chat" : "voice";
}

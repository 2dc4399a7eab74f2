/** Reads what a flow of Amazon Connect asks with (Administrator Guide, "Invoke AWS Lambda functions"). */
import * as z from "zod/mini";
import type { Question } from "../../domain/connect/identify-caller.ts";
import { lastOf } from "./arn.ts";
import { calledFor, caseAttribute } from "./attributes.ts";

const text = z.nullish(z.string());

const eventSchema = z.object({
  Details: z.object({
    ContactData: z.object({
      ContactId: z.string(),
      InstanceARN: z.string(),
      InitialContactId: text,
      PreviousContactId: text,
      Channel: z.enum(["VOICE", "CHAT", "TASK", "EMAIL"]),
      InitiationMethod: text,
      CustomerEndpoint: z.nullish(z.object({ Address: text, Type: text })),
      Attributes: z.nullish(z.record(z.string(), z.nullish(z.string()))),
    }),
    Parameters: z.nullish(z.record(z.string(), z.nullish(z.string()))),
  }),
});

/** @throws on anything that no flow sends */
export function readFlowEvent(event: unknown): Question {
  const { ContactData: data, Parameters } = eventSchema.parse(event).Details;
  return {
    purpose: Parameters?.purpose === "callback-chosen" ? "callback-chosen" : "arrived",
    contact: {
      contactId: data.ContactId,
      instanceId: lastOf(data.InstanceARN),
      initialContactId: data.InitialContactId ?? undefined,
      channel: data.Channel,
      isOutbound: data.InitiationMethod === "OUTBOUND",
      endpoint: { address: data.CustomerEndpoint?.Address ?? "", type: data.CustomerEndpoint?.Type ?? "" },
      caseId: data.Attributes?.[caseAttribute] ?? undefined,
      calledFor: calledFor(data.Channel, data.InitiationMethod, data.Attributes?.[caseAttribute]),
      language: data.Attributes?.language ?? undefined,
    },
  };
}

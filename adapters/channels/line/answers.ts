/** What the Messaging API's answers mean. */
import * as z from "zod/mini";
import type { HttpAnswer, HttpFailure } from "../../../domain/outbox/channel-sender.ts";
import type { ProviderWords } from "../send-answer.ts";

/** 409 with this header says that the retry key was accepted before, and what was sent then. */
const acceptedRequest = (got: HttpAnswer | HttpFailure) =>
  "kind" in got || got.status !== 409 ? undefined : got.headers["x-line-accepted-request-id"];

export function withoutConflict(got: HttpAnswer | HttpFailure): HttpAnswer | HttpFailure {
  return acceptedRequest(got) && !("kind" in got) ? { ...got, status: 200 } : got;
}

const sentSchema = z.object({ id: z.string() });
const detailsSchema = z.array(z.object({ property: z.optional(z.string()) }));

export const lineWords = (got: HttpAnswer | HttpFailure): ProviderWords => ({
  acceptedId: ({ sentMessages }) =>
    (Array.isArray(sentMessages) ? sentSchema.safeParse(sentMessages[0]).data?.id : undefined) ??
    acceptedRequest(got),
  refusal: ({ message, details }, status) => {
    const words = String(message).toLowerCase();
    if (status === 429 && /monthly limit/.test(words)) return { means: "not-allowed", code: "monthly-limit" };
    if (status !== 400) return undefined;
    const property = detailsSchema.safeParse(details).data?.[0]?.property ?? "";
    if (property === "to" || /property, "to"|^failed to send messages$/.test(words)) {
      return { means: "bad-recipient", code: "400-to" };
    }
    if (/\.text$/.test(property)) return { means: "too-long", code: "400-text" };
    if (/(contentUrl|imageUrl)$/i.test(property)) return { means: "bad-media", code: "400-url" };
    return undefined;
  },
});

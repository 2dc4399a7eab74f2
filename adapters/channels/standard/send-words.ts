/** What a sending service of the business's own may answer. */
import * as z from "zod/mini";
import type { ProviderWords } from "../send-answer.ts";

const reasonSchema = z.enum([
  "opted-out",
  "bad-recipient",
  "window-closed",
  "too-long",
  "bad-template",
  "bad-media",
  "not-allowed",
  "rejected",
]);

/**
 * A service that has no ids of its own reports statuses by ours. With a 4xx it may say in `reason` what is wrong, in
 * the words of a refusal.
 */
export const standardWords = (sendId: string): ProviderWords => ({
  acceptedId: ({ id }) => (typeof id === "string" && id !== "" && id.length <= 512 ? id : sendId),
  refusal: ({ reason }, status) => {
    // Standard Webhooks: whoever answers so wants no more calls.
    if (status === 410) return { means: "not-allowed", code: "http-410" };
    const said = status < 500 && status !== 429 ? reasonSchema.safeParse(reason).data : undefined;
    return said && { means: said, code: `http-${status}-${said}` };
  },
});

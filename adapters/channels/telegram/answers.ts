/** What the Bot API's answers mean. Its words are for people, and the only thing that tells one refusal from another. */
import * as z from "zod/mini";
import type { HttpAnswer, HttpFailure, Refusal } from "../../../domain/outbox/channel-sender.ts";
import type { ProviderWords } from "../send-answer.ts";

const sentSchema = z.object({ message_id: z.int(), chat: z.object({ id: z.int() }) });

const answerSchema = z.object({
  /** A group of files is a list of messages. */
  result: z.optional(z.unknown()),
  description: z.optional(z.string()),
  parameters: z.optional(
    z.object({ migrate_to_chat_id: z.optional(z.int()), retry_after: z.optional(z.int()) }),
  ),
});

/** The answer's fields; none where there was no answer, or one that is not Telegram's. */
export function answerIn(got: HttpAnswer | HttpFailure): z.infer<typeof answerSchema> {
  if ("kind" in got) return {};
  try {
    return answerSchema.safeParse(JSON.parse(got.body)).data ?? {};
  } catch {
    return {};
  }
}

/** In this order: the first whose words are in the description. The code is ours: a description may name the chat. */
const refusals: readonly (readonly [RegExp, Refusal, string])[] = [
  [/blocked by the user/, "opted-out", "blocked"],
  [/can't initiate conversation/, "not-allowed", "not-started"],
  [/deactivated|chat not found|user not found|peer_id_invalid/, "bad-recipient", "no-such-chat"],
  [/(message|caption) is too long/, "too-long", "too-long"],
  [
    /web ?page|http url|wrong file|wrong type|image_process|photo_invalid|file is too big/,
    "bad-media",
    "bad-file",
  ],
  [/kicked|not a member|not enough rights|have no rights|write_forbidden/, "not-allowed", "not-in-chat"],
];

export const telegramWords: ProviderWords = {
  acceptedId: ({ result }) => {
    const sent = sentSchema.safeParse(Array.isArray(result) ? result[0] : result).data;
    return sent && `${sent.chat.id}:${sent.message_id}`;
  },
  refusal: ({ description }, status) => {
    // Telegram answers a wrong token with "Not Found", or "Unauthorized" when it was taken back.
    if (status === 404 || status === 401) return { means: "not-allowed", code: "bad-token" };
    if (status !== 400 && status !== 403) return undefined;
    const words = String(description).toLowerCase();
    const [, means, code] = refusals.find(([pattern]) => pattern.test(words)) ?? [];
    return means && { means, code: `${status}-${code}` };
  },
};

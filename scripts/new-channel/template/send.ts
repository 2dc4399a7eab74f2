/** Sends by acme-chat's API: one call for one message, which is taken once for each idempotency key. */
import { sendAnswer } from "../../../adapters/channels/send-answer.ts";
import type { ChannelSender, Refusal } from "../../../domain/outbox/channel-sender.ts";

const scope = "acme-chat:";

export const sender: ChannelSender = {
  provider: "acme-chat",
  channels: ["chat"],
  capabilities: () => ({
    text: { most: 4000, counted: "characters" },
    media: false,
    receipts: ["sent", "delivered", "read", "failed"],
    idempotent: true,
    enforcesOptOut: false,
    rate: { perSecond: 10, burst: 20 },
  }),
  addressOf: (identifiers) => {
    const found = identifiers.find(({ kind, value }) => kind === "external" && value.startsWith(scope));
    return found?.value.slice(scope.length) || undefined;
  },
  async send({ sendId, to, text, statusUrl }, { account }, { http }) {
    const { apiToken, apiUrl = "https://api.acme-chat.example" } = account;
    if (!apiToken) return { kind: "refused", reason: "not-allowed", code: "no-apiToken" };
    const got = await http({
      method: "POST",
      url: `${apiUrl}/messages`,
      headers: {
        authorization: `Bearer ${apiToken}`,
        "content-type": "application/json",
        "idempotency-key": sendId,
      },
      body: JSON.stringify({ to, text, statusUrl, reference: sendId }),
    });
    return sendAnswer(got, {
      acceptedId: ({ id }) => (typeof id === "string" ? id : undefined),
      refusal: ({ error }) => {
        const means = typeof error === "string" ? refusals.get(error) : undefined;
        return means && { means, code: String(error) };
      },
    });
  },
};

/** What the API says is wrong, as a refusal of ours. What is not here is told by its HTTP status. */
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ["blocked", "opted-out"],
  ["no_such_user", "bad-recipient"],
  ["too_long", "too-long"],
]);

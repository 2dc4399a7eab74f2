/** Twilio's error codes, by what they mean for a message (twilio.com/docs/api/errors). */
import type { Refusal } from "../../../domain/outbox/channel-sender.ts";
import type { ProviderWords } from "../send-answer.ts";

const meanings: ReadonlyMap<number, Refusal | "retry"> = new Map<number, Refusal | "retry">([
  // The recipient has opted out.
  [21610, "opted-out"],
  // No number, no mobile number, none that this sender reaches, nobody on the channel.
  [21211, "bad-recipient"],
  [21217, "bad-recipient"],
  [21604, "bad-recipient"],
  [21612, "bad-recipient"],
  [21614, "bad-recipient"],
  [21635, "bad-recipient"],
  [63003, "bad-recipient"],
  [63024, "bad-recipient"],
  // Free text outside of WhatsApp's window.
  [63016, "window-closed"],
  [21605, "too-long"],
  [21617, "too-long"],
  // No such content, no or wrong variables, not approved.
  [21654, "bad-template"],
  [21655, "bad-template"],
  [21656, "bad-template"],
  [63027, "bad-template"],
  [63028, "bad-template"],
  [63040, "bad-template"],
  [92005, "bad-template"],
  // No URL, too many, not to be had, not of a type that the channel takes.
  [21620, "bad-media"],
  [21623, "bad-media"],
  [63019, "bad-media"],
  [63021, "bad-media"],
  // Credentials, region, sender.
  [20003, "not-allowed"],
  [21212, "not-allowed"],
  [21408, "not-allowed"],
  [21603, "not-allowed"],
  [21606, "not-allowed"],
  [21608, "not-allowed"],
  [21659, "not-allowed"],
  [21660, "not-allowed"],
  [21661, "not-allowed"],
  [21703, "not-allowed"],
  [30034, "not-allowed"],
  [63007, "not-allowed"],
  // Too fast, and nothing was taken.
  [20429, "retry"],
  [21611, "retry"],
  [30001, "retry"],
  [63018, "retry"],
]);

export const wordsOfTwilio: ProviderWords = {
  acceptedId: ({ sid }) => (typeof sid === "string" ? sid : undefined),
  refusal: ({ code }) => {
    const means = typeof code === "number" ? meanings.get(code) : undefined;
    return means && { means, code: String(code) };
  },
};

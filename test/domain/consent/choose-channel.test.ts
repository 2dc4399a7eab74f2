import { describe, expect, it } from "vitest";
import { chooseChannel } from "../../../domain/consent/choose-channel.ts";
import { permitSend, type SendPermission, type Suppressed } from "../../../domain/consent/permit-send.ts";
import type { Channel } from "../../../schemas/contact-event.ts";
import { question, rules, word } from "./words.ts";

const no = (reason: Suppressed["reason"], until?: string): SendPermission => ({
  kind: "suppressed",
  reason,
  ...(until === undefined ? {} : { until: new Date(until) }),
  cites: [],
});
const yes = permitSend(question(), rules([word(1, "granted", "service")]));
const choose = (
  preferred: Channel | undefined,
  usable: readonly Channel[],
  answers: Partial<Record<Channel, SendPermission>> = {},
) => chooseChannel(preferred, usable, (channel) => answers[channel] ?? yes);

describe("a message takes", () => {
  it("the channel that the customer prefers (R24)", () => {
    expect(choose("email", ["sms", "whatsapp", "email"])).toMatchObject({ channel: "email", passedOver: [] });
  });

  it("the sender's first where the customer prefers none", () => {
    expect(choose(undefined, ["sms", "email"])).toMatchObject({ channel: "sms" });
  });

  it("another where the preferred one is refused, closed or not to be had, and says why", () => {
    expect(choose("sms", ["sms", "email"], { sms: no("opted-out") })).toMatchObject({
      channel: "email",
      passedOver: [{ channel: "sms", reason: "opted-out" }],
    });
    expect(choose("line", ["whatsapp", "sms"], { whatsapp: no("window-closed") })).toMatchObject({
      channel: "sms",
      passedOver: [
        { channel: "line", reason: "not-usable" },
        { channel: "whatsapp", reason: "window-closed" },
      ],
    });
  });

  it("no channel in its quiet hours, though it is preferred", () => {
    const quiet = { sms: no("quiet-hours", "2026-11-19T06:00:00.000Z") };
    expect(choose("sms", ["sms", "email"], quiet)).toMatchObject({ channel: "email" });
  });

  it("none where none is permitted, and says when to ask again", () => {
    const answers = {
      sms: no("quiet-hours", "2026-11-19T06:00:00.000Z"),
      email: no("contacted-recently", "2026-11-18T09:00:00.000Z"),
      whatsapp: no("opted-out"),
    };
    expect(choose("whatsapp", ["sms", "email", "whatsapp"], answers)).toEqual({
      kind: "none",
      until: new Date("2026-11-18T09:00:00.000Z"),
      passedOver: [
        { channel: "whatsapp", reason: "opted-out" },
        { channel: "sms", reason: "quiet-hours" },
        { channel: "email", reason: "contacted-recently" },
      ],
    });
    expect(choose(undefined, [])).toEqual({ kind: "none", passedOver: [] });
  });
});

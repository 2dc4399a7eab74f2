import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailThread } from "../../../adapters/channels/mail-thread.ts";
import type { OutboundMessage } from "../../../domain/outbox/channel-sender.ts";

function threadOf(attributes: Record<string, unknown>, providerMessageId?: string) {
  const message: OutboundMessage = {
    sendId: "01KDZ0000000000000000000S1",
    channel: "email",
    to: "ayse@example.com",
    text: "Merhaba",
    statusUrl: "https://hooks.example.com",
    answers: { attributes, providerMessageId },
  };
  return mailThread(message);
}

describe("the thread of a mail of ours", () => {
  it("is the mail that is answered, behind those it answered", () => {
    expect(threadOf({ messageId: "<c@x>", references: "<a@x> <b@x>" })).toEqual({
      inReplyTo: "<c@x>",
      references: "<a@x> <b@x> <c@x>",
    });
    expect(threadOf({ messageId: "<c@x>", references: ["<a@x>", "<c@x>"] })?.references).toBe("<a@x> <c@x>");
  });

  it("is found by the provider's id where the event does not name the mail's own", () => {
    expect(threadOf({}, "<p@x>")).toEqual({ inReplyTo: "<p@x>", references: "<p@x>" });
    expect(threadOf({}, "no-mail-id")).toBeUndefined();
  });

  it("keeps its first mail and the newest when it is long", () => {
    const references = Array.from({ length: 100 }, (_, index) => `<${index}@example.com>`).join(" ");
    const thread = threadOf({ messageId: "<new@x>", references });
    expect(thread?.references).toMatch(/^<0@example\.com> <\d\d@example\.com> .* <new@x>$/);
    expect(thread?.references.length).toBeLessThanOrEqual(980);
  });

  it("is never more than two header lines, whatever the event says", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        fc.string({ unit: "binary" }),
        (messageId, references, id) => {
          const thread = threadOf({ messageId, references }, id);
          expect(`${thread?.inReplyTo} ${thread?.references}`).toMatch(/^[\x20-\x7e]*$/);
        },
      ),
    );
    expect(threadOf({ messageId: [{ toString: null }] })).toBeUndefined();
    expect(threadOf({ messageId: "<a@x>\r\nBcc: <b@x>" })?.inReplyTo).toBe("<b@x>");
  });
});

import { describe, expect, it } from "vitest";
import { type LinkMediaDeps, linkMedia } from "../../../domain/media/link-media.ts";
import type { StoredMedia } from "../../../schemas/media.ts";
import { contactEvent, member } from "../../support/events.ts";

const now = new Date("2026-01-02T10:00:00.000Z");
const event = contactEvent({ attachments: [{ mediaId: "m0", name: "Sözleşme.pdf" }, { mediaId: "m1" }] });
const wanted = { customerId: "c1", eventId: event.eventId, occurredAt: event.occurredAt, index: 0 };

function linkOf(media: readonly StoredMedia[], changes: Partial<typeof wanted> = {}) {
  const deps: LinkMediaDeps = {
    readMember: async (customerId) =>
      customerId === "c1"
        ? member("c1", {
            identifiers: [
              { identifierId: "i1", kind: "phone", value: "+905551112233", level: "verified", linkedAt: "" },
            ],
          })
        : undefined,
    mediaEvents: {
      read: async ({ identifierId, eventId }) =>
        identifierId === "i1" && eventId === event.eventId ? { event, media } : undefined,
    },
    mediaLinks: async ({ key, expiresInSeconds }) =>
      `https://files.example.com/${key}?for=${expiresInSeconds}`,
    now: () => now,
  };
  return linkMedia(deps, { ...wanted, ...changes });
}

const stored = {
  index: 0,
  state: "stored",
  key: "media/i1/e/0",
  contentType: "application/pdf",
  bytes: 7,
  sha256: "0",
} as const;

describe("a link to a file", () => {
  it("is good for five minutes", async () => {
    expect(await linkOf([stored])).toEqual({
      kind: "linked",
      link: {
        url: "https://files.example.com/media/i1/e/0?for=300",
        expiresAt: "2026-01-02T10:05:00.000Z",
        contentType: "application/pdf",
        bytes: 7,
        name: "Sözleşme.pdf",
      },
    });
  });

  it("waits for a file of which nothing is known yet", async () => {
    expect(await linkOf([stored], { index: 1 })).toEqual({ kind: "on-its-way" });
  });

  it("says why there will be none", async () => {
    const refused = { index: 0, state: "refused", reason: "active-content" } as const;
    expect(await linkOf([refused])).toEqual({ kind: "none", state: "refused", reason: "active-content" });
  });

  it.each([
    ["a file that the message does not have", { index: 2 }],
    ["another event", { eventId: "other" }],
    ["another customer", { customerId: "c2" }],
  ])("is not found for %s", async (_, changes) => {
    expect(await linkOf([stored], changes)).toEqual({ kind: "not-found" });
  });
});

import { describe, expect, it } from "vitest";
import { gistOf } from "../../../panel/show/gist.ts";
import { translator } from "../../../panel/text/text.ts";
import { anEvent } from "../support/contacts.ts";

const gist = (changed: Parameters<typeof anEvent>[1]) =>
  gistOf(anEvent(1, changed), { language: "en", t: translator("en") });

describe("gistOf", () => {
  it("is the text", () => {
    expect(gist({ text: "  Hello " })).toBe("Hello");
  });

  it("else names the files", () => {
    const attachments = [{ name: "id.pdf" }, { contentType: "image/jpeg" }, { contentType: "text/csv" }];
    expect(gist({ attachments })).toBe("id.pdf · Picture · File");
  });

  it("else the facts", () => {
    expect(gist({ kind: "call.ended", attributes: { durationSeconds: 60, queue: "Loans" } })).toBe(
      "1 min · Loans",
    );
  });

  it("is the emoji of a reaction", () => {
    expect(gist({ kind: "message.reacted", attributes: { emoji: "👍", messageId: "wamid.A" } })).toBe("👍");
  });

  it("is nothing when there is nothing to show", () => {
    expect(gist({ text: " " })).toBeUndefined();
  });
});

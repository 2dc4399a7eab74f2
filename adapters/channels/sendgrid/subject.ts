/** A mail's subject, which SendGrid wants of every mail. */
import type { OutboundMessage } from "../../../domain/outbox/channel-sender.ts";

const longest = 78;

/** The one given, the one that is answered, or how the text begins. */
export function subjectOf({ subject, answers, text }: OutboundMessage): string {
  const answered = answers?.attributes?.subject;
  const given = line(subject) || (typeof answered === "string" ? answer(line(answered)) : "");
  return given || [...line(text)].slice(0, longest).join("") || "—";
}

/** `Ynt:` is what Turkish mail programs write for `Re:`. */
function answer(subject: string): string {
  return subject === "" || /^(re|ynt|yan)\s*:/i.test(subject) ? subject : `Re: ${subject}`;
}

/** The first line that says something. */
function line(text: string | undefined): string {
  return (
    text
      ?.split(/[\r\n]+/)
      .find((one) => one.trim() !== "")
      ?.trim() ?? ""
  );
}

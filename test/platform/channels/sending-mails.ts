/** Mails as nodemailer writes them, brought by SendGrid's Inbound Parse. */
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type Mail from "nodemailer/lib/mailer/index.js";
import { expect } from "vitest";
import { formCall } from "../../../adapters/channels/sendgrid/sample-mails.ts";
import { deliver, isTaken, type Running, samplesOf } from "./running.ts";

export const ours = "destek@parse.acme.example";

export function compose(options: Mail.Options): Promise<Buffer> {
  return new MailComposer({ to: ours, ...options }).compile().build();
}

interface Envelope {
  /** Envelope sender, which SPF is about. */
  readonly from: string;
  readonly spf: "pass" | "fail";
  readonly dkim?: string;
}

/** With the setting "send raw"; nodemailer writes nothing but ASCII. */
export async function bring(running: Running, options: Mail.Options, { from, spf, dkim = "none" }: Envelope) {
  const raw = await compose(options);
  const call = formCall({
    email: raw.toString("latin1"),
    dkim,
    SPF: spf,
    spam_score: "0.1",
    sender_ip: "192.0.2.7",
    envelope: JSON.stringify({ to: [ours], from }),
    to: ours,
    from,
    subject: "x",
  });
  expect((await deliver(running, samplesOf("sendgrid"), call)).every(isTaken)).toBe(true);
}

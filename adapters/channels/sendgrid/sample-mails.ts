/** Mails as Inbound Parse posts them with "send raw", for samples. */
import type { Sample } from "../samples.ts";

const boundary = "xYzZY";

interface Writing {
  readonly id: string;
  readonly text: string;
  readonly at: Date;
  readonly headers?: readonly string[];
  readonly file?: { readonly name: string; readonly contentType: string; readonly content: string };
}

export function inboundCall(writing: Writing): Sample {
  const fields = {
    email: mime(writing),
    dkim: "none",
    SPF: "pass",
    spam_score: "0.1",
    sender_ip: "192.0.2.7",
    envelope: JSON.stringify({ to: ["destek@parse.acme.example"], from: "ayse@example.com" }),
    to: "destek@parse.acme.example",
    from: "Ayşe <ayse@example.com>",
    subject: "Soru",
  };
  return formCall(fields);
}

export function formCall(fields: Readonly<Record<string, string>>): Sample {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    body: `${parts.join("")}--${boundary}--\r\n`,
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

function mime({ id, text, at, headers = [], file }: Writing): string {
  const plain = [
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    base64(text),
  ];
  const attached = file && [
    `Content-Type: ${file.contentType}; name="${file.name}"`,
    `Content-Disposition: attachment; filename="${file.name}"`,
    "Content-Transfer-Encoding: base64",
    "",
    base64(file.content),
  ];
  const body = attached
    ? ['Content-Type: multipart/mixed; boundary="m"', "", "--m", ...plain, "--m", ...attached, "--m--"]
    : plain;
  return [
    "From: =?utf-8?B?QXnFn2U=?= <ayse@example.com>",
    "To: destek@parse.acme.example",
    "Subject: Soru",
    `Message-ID: <${id}@mail.example.com>`,
    `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    ...headers,
    ...body,
    "",
  ].join("\r\n");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

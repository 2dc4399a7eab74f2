/**
 * Files of hashed addresses as ad platforms take them.
 *
 * Meta: https://www.facebook.com/business/help/2082575038703844 (columns),
 * https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences (hashes).
 * Google: https://support.google.com/google-ads/answer/7659867.
 */
import { hash } from "node:crypto";
import type { AudienceFile } from "../../domain/audiences/export-audience.ts";
import type { AdAddress } from "../../domain/audiences/to-tell.ts";
import type { AudienceFormat } from "../../schemas/api/audience-shapes.ts";

interface Form {
  readonly columns: readonly [email: string, phone: string];
  /** What is hashed of a number in E.164. */
  readonly phone: (value: string) => string;
}

const forms: Readonly<Record<AudienceFormat, Form>> = {
  /** The country code without a sign before it. */
  meta: { columns: ["email", "phone"], phone: (value) => value.slice("+".length) },
  google: { columns: ["Email", "Phone"], phone: (value) => value },
};

/** @param people each with their addresses; who has none has no row, who has several of a kind has several rows */
export function audienceFile(
  format: AudienceFormat,
  people: readonly (readonly AdAddress[])[],
): AudienceFile {
  const rows = people.flatMap((addresses) => rowsOf(addresses, forms[format]));
  const file = [forms[format].columns, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
  return { file, rows: rows.length };
}

function rowsOf(addresses: readonly AdAddress[], { phone }: Form): string[][] {
  const hashesOf = (kind: AdAddress["kind"], formOf: (value: string) => string) =>
    addresses.filter((one) => one.kind === kind).map(({ value }) => hash("sha256", formOf(value)));
  // Normalised when it was stored: small letters, no spaces.
  const emails = hashesOf("email", (value) => value);
  const phones = hashesOf("phone", phone);
  return Array.from({ length: Math.max(emails.length, phones.length) }, (_, row) => [
    emails[row] ?? "",
    phones[row] ?? "",
  ]);
}

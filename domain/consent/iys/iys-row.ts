/**
 * One consent as İYS writes it, Türkiye's registry of consents to commercial messages
 * (https://dev.iys.org.tr/api-metotlar/izin-yonetimi/). Pure.
 */
import type { Identifier } from "../../../schemas/contact-event.ts";

export const recipientTypes = ["BIREYSEL", "TACIR"] as const;
export const consentTypes = ["ARAMA", "MESAJ", "EPOSTA"] as const;
export const consentStatuses = ["ONAY", "RET"] as const;

export interface IysRow {
  /** E.164, or an e-mail address in lower case. */
  readonly recipient: string;
  readonly recipientType: (typeof recipientTypes)[number];
  readonly type: (typeof consentTypes)[number];
  readonly status: (typeof consentStatuses)[number];
  /** How it was given: `HS_WEB`, `HS_MESAJ`; by the registry's own ways `IYS_...`. */
  readonly source: string;
  /**
   * ISO 8601 UTC. İYS has seconds: a refusal is taken at the end of its second, a grant at the beginning, so that of
   * two in one second the refusal counts.
   */
  readonly at: string;
  readonly retailerCode?: string | undefined;
  readonly retailerAccess?: string | undefined;
}

/** The columns of a file: the field names of the API. */
export const iysColumns = [
  "recipient",
  "recipientType",
  "type",
  "source",
  "status",
  "consentDate",
  "retailerCode",
  "retailerAccess",
] as const;

/** Fields by column, as text; columns that nobody knows are passed over. */
export type IysFields = Readonly<Record<string, string | undefined>>;

export type RowRead =
  | { readonly kind: "row"; readonly row: IysRow }
  | { readonly kind: "problem"; readonly detail: string };

const phoneForm = /^\+[1-9]\d{6,14}$/;
const emailForm = /^[^\s@;,"]+@[^\s@;,"]+\.[^\s@;,"]+$/;
const longestEmail = 284;
const sourceForm = /^(?:HS|IYS)_[A-Z0-9_]{2,40}$/;

/** Before then there was no law, and consents of older days carry this date. */
const firstDate = "2015-05-01 00:00:00";

/** @param now dates after it are refused, as İYS does */
export function rowOf(fields: IysFields, now: Date): RowRead {
  const recipientType = recipientTypes.find((one) => one === fields.recipientType);
  const type = consentTypes.find((one) => one === fields.type);
  const status = consentStatuses.find((one) => one === fields.status);
  if (recipientType === undefined) return problem("recipientType", recipientTypes.join(" or "));
  if (type === undefined) return problem("type", consentTypes.join(", "));
  if (status === undefined) return problem("status", consentStatuses.join(" or "));
  const recipient = recipientOf(fields.recipient ?? "", type);
  if (recipient === undefined) {
    return problem("recipient", type === "EPOSTA" ? "an e-mail address" : "a number such as +905551112233");
  }
  const source = sourceOf(fields.source, recipientType);
  if (source === undefined) return problem("source", "a way such as HS_WEB");
  // Of merchants İYS asks for no date: the day it was put in stands for it.
  const written = fields.consentDate || (recipientType === "TACIR" ? fields.creationDate : undefined) || "";
  const second = secondOf(written);
  if (second === undefined) return problem("consentDate", "a date such as 2026-11-22 09:30:00");
  if (written < firstDate) return problem("consentDate", `not before ${firstDate}`);
  if (source === "HS_2015" && written !== firstDate)
    return problem("consentDate", `${firstDate} for HS_2015`);
  if (second > now.getTime()) return problem("consentDate", "not in the future");
  const at = new Date(status === "RET" ? second + 999 : second).toISOString();
  const { retailerCode, retailerAccess } = fields;
  return {
    kind: "row",
    row: {
      ...{ recipient, recipientType, type, status, source, at },
      ...(retailerCode ? { retailerCode } : {}),
      ...(retailerAccess ? { retailerAccess } : {}),
    },
  };
}

const problem = (column: string, wanted: string): RowRead => ({
  kind: "problem",
  detail: `${column}: ${wanted} was expected`,
});

/** Whether İYS would take it, as a number or as an e-mail address. */
export const isRecipient = ({ kind, value }: Pick<Identifier, "kind" | "value">): boolean =>
  (kind === "phone" && phoneForm.test(value)) ||
  (kind === "email" && emailForm.test(value) && value.length <= longestEmail);

function recipientOf(text: string, type: IysRow["type"]): string | undefined {
  if (type !== "EPOSTA") return phoneForm.test(text) ? text : undefined;
  return emailForm.test(text) && text.length <= longestEmail ? text.toLowerCase() : undefined;
}

function sourceOf(text: string | undefined, recipientType: IysRow["recipientType"]): string | undefined {
  if (text === undefined || text === "") return recipientType === "TACIR" ? "HS_EORTAM" : undefined;
  return sourceForm.test(text) ? text : undefined;
}

/** İYS has one clock, whatever Türkiye's was in that year. */
const iysOffsetMs = 3 * 60 * 60_000;

/** Epoch milliseconds. */
function secondOf(written: string): number | undefined {
  const parsed = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written)
    ? Date.parse(`${written.replace(" ", "T")}.000Z`)
    : Number.NaN;
  // A Date takes 30 February for 2 March.
  if (Number.isNaN(parsed) || iysDate(parsed - iysOffsetMs) !== written) return undefined;
  return parsed - iysOffsetMs;
}

/** `YYYY-MM-DD HH:mm:ss` in Türkiye. @param instant epoch milliseconds */
export function iysDate(instant: number): string {
  return new Date(instant + iysOffsetMs)
    .toISOString()
    .slice(0, "2026-11-22T09:30:00".length)
    .replace("T", " ");
}

/** What a row is about: of each, İYS has one status. */
export const iysKey = ({
  recipient,
  recipientType,
  type,
}: Omit<IysRow, "status" | "source" | "at">): string => `${type}|${recipientType}|${recipient}`;

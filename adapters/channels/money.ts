/** Amounts as numbers of the main unit, whichever way a provider writes them. */
import type { Json } from "./json.ts";

/** @param amount a number, or a decimal text such as `1499.90` */
export function decimalAmount(amount: Json | undefined): number | undefined {
  if (typeof amount === "number") return amount;
  return typeof amount === "string" && /^-?\d{1,15}(\.\d{1,9})?$/.test(amount) ? Number(amount) : undefined;
}

/** ISO 4217 in capitals. */
export function currencyOf(code: Json | undefined): string | undefined {
  return typeof code === "string" && /^[a-z]{3}$/i.test(code) ? code.toUpperCase() : undefined;
}

/** Stripe, "Supported currencies": amounts in these have no smaller unit, or one of a thousandth. */
const withoutCents = /^(BIF|CLP|DJF|GNF|JPY|KMF|KRW|MGA|PYG|RWF|VND|VUV|XAF|XOF|XPF)$/;
const withThousandths = /^(BHD|JOD|KWD|OMR|TND)$/;

/** @param amount in the currency's smallest unit, as Stripe counts it */
export function minorAmount(amount: Json | undefined, currency: string | undefined): number | undefined {
  if (typeof amount !== "number" || !Number.isSafeInteger(amount) || currency === undefined) return undefined;
  if (withoutCents.test(currency)) return amount;
  return withThousandths.test(currency) ? amount / 1000 : amount / 100;
}

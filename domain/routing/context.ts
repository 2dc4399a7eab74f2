/** Where success is learned: the campaign and the intent of a case, as one text. Pure. */
import { createHash } from "node:crypto";

/** What may stand in a key as it is. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const longestStart = 40;
const hashLength = 8;

/**
 * `credit-card-spring|card-application`, with `-` for what is not known.
 *
 * Both come from outside and become part of keys. A name that is too long, or has more in it than letters,
 * digits and dots, is shortened to what is readable of it and a hash: two names stay two contexts.
 */
export function contextOf({
  campaign,
  intent,
}: {
  campaign?: string | undefined;
  intent?: string | undefined;
}) {
  return `${keyWord(campaign)}|${keyWord(intent)}`;
}

function keyWord(name: string | undefined): string {
  if (name === undefined || name === "") return "-";
  if (plainName.test(name)) return name;
  const readable = name.replace(/[^A-Za-z0-9]+/g, "-").slice(0, longestStart);
  return `${readable}~${createHash("sha256").update(name).digest("hex").slice(0, hashLength)}`;
}

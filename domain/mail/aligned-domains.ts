/** Whether two domains are one organisation's: RFC 7489, 3.1, without its list of public suffixes. Pure. */

/** Second levels under which registries of countries sell names: `com.tr`, `co.uk`, `gov.tr`. */
const soldSecondLevel =
  /^(?:com?|net|org|gov|edu|ac|k12|mil|bel|pol|av|dr|biz|info|gen|web|tv|name|tel|ltd|plc|or|ne)$/;

/**
 * Equal, or one of them inside of the other. Two neighbours under one name are not taken for one organisation, as
 * the list would allow: without it, two customers of a host of free names could not be told apart.
 */
export function alignedDomains(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  return isOwned(shorter) && (shorter === longer || longer.endsWith(`.${shorter}`));
}

function isOwned(domain: string): boolean {
  const labels = domain.split(".");
  const [second = "", top = ""] = labels.slice(-2);
  if (labels.length < 2 || labels.includes("")) return false;
  return labels.length > 2 || top.length !== 2 || !soldSecondLevel.test(second);
}

/**
 * Sums of weighted outcomes as DynamoDB can add them. Weights double with every half-life, up to 2^384, and
 * DynamoDB refuses an ADD whose result has more than 38 digits. So a sum is kept in stretches of 32 half-lives,
 * each an attribute of its own with few enough digits: `trials:3` holds multiples of 2^96.
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { CorruptItemError } from "../../../domain/errors.ts";

const halfLivesPerStretch = 32;
/** A weight has 10 digits before and 9 behind the point; that leaves room for more outcomes than there will be. */
const decimals = 9;

/** What one outcome adds, by name; `trials` is its weight, and none is larger. */
export type Increment = { readonly trials: number } & Readonly<Record<string, number>>;

interface Addition {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

/** An update that adds the increment, to a row that need not exist. */
export function additionOf(type: string, increment: Increment): Addition {
  const stretch = Math.floor(Math.log2(increment.trials) / halfLivesPerStretch);
  const scale = 2 ** (stretch * halfLivesPerStretch);
  const sums = Object.entries(increment);
  return {
    UpdateExpression: `SET #type = :type ADD ${sums.map(([name]) => `#${name} :${name}`).join(", ")}`,
    ExpressionAttributeNames: {
      "#type": "type",
      ...Object.fromEntries(sums.map(([name]) => [`#${name}`, `${name}:${stretch}`])),
    },
    ExpressionAttributeValues: {
      ":type": { S: type },
      ...Object.fromEntries(sums.map(([name, sum]) => [`:${name}`, { N: (sum / scale).toFixed(decimals) }])),
    },
  };
}

/** A sum of a row. @throws CorruptItemError */
export function sumIn(item: Readonly<Record<string, AttributeValue>>, name: string): number {
  let sum = 0;
  for (const [attribute, { N }] of Object.entries(item)) {
    if (!attribute.startsWith(`${name}:`)) continue;
    const stretch = Number(attribute.slice(name.length + 1));
    sum += Number(N) * 2 ** (stretch * halfLivesPerStretch);
  }
  if (Number.isFinite(sum)) return sum;
  throw new CorruptItemError(`item ${item.PK?.S} ${item.SK?.S}: ${name} is no number`);
}

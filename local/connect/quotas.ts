/** Connect's request quotas: a token bucket per operation, for the account and the Region. */

export interface Quota {
  /** Requests a second. */
  readonly rate: number;
  readonly burst: number;
}

/** By operation; `default` is every other's. */
export type Quotas = Readonly<Record<string, Quota>>;

/** "Amazon Connect service quotas": API throttling quotas. What has none of its own has the default. */
export const defaultQuotas = {
  default: { rate: 2, burst: 5 },
  StartChatContact: { rate: 5, burst: 8 },
  GetCurrentUserData: { rate: 5, burst: 8 },
  DescribeContact: { rate: 10, burst: 15 },
  GetContactAttributes: { rate: 10, burst: 15 },
  StopContact: { rate: 10, burst: 15 },
  UpdateContactAttributes: { rate: 10, burst: 15 },
  UpdateContactRoutingData: { rate: 20, burst: 20 },
} satisfies Quotas;

/** @returns whether the operation may be called now; if so, it is counted */
export function openBuckets(quotas: Quotas, now: () => number): (operation: string) => boolean {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return (operation) => {
    const { rate, burst } = quotas[operation] ?? quotas.default ?? defaultQuotas.default;
    const at = now();
    const last = buckets.get(operation) ?? { tokens: burst, at };
    const tokens = Math.min(burst, last.tokens + ((at - last.at) / 1000) * rate);
    const allowed = tokens >= 1;
    buckets.set(operation, { tokens: allowed ? tokens - 1 : tokens, at });
    return allowed;
  };
}

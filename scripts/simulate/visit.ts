/** What became of a customer. Times are seconds from the start of the day. */
import type { Customer } from "./customers.ts";

export interface Visit {
  readonly customer: Customer;
  /** The queue that the policy found for them first. */
  readonly queueId: string;
  /** By the first agent. */
  answeredAt?: number;
  leftAt?: number;
  /** Whether it ended well with the last of their agents. */
  success?: boolean;
  transfers: number;
}

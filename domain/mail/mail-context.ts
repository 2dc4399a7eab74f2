/** What the provider that received a mail says about it, beside the mail itself. */

/** As Amazon SES has them; other providers' words are mapped to these. */
export type Verdict = "PASS" | "FAIL" | "GRAY" | "PROCESSING_FAILED" | "DISABLED";

export interface MailVerdicts {
  readonly spf?: Verdict | undefined;
  readonly dkim?: Verdict | undefined;
  readonly dmarc?: Verdict | undefined;
  readonly spam?: Verdict | undefined;
  readonly virus?: Verdict | undefined;
}

export interface MailContext {
  /** When the provider took it, ISO 8601 UTC with milliseconds: the event's time where there is an `idempotencyKey`. */
  readonly receivedAt: string;
  /** Addresses of ours that it was delivered to, of the envelope. */
  readonly recipients: readonly string[];
  readonly verdicts: MailVerdicts;
  /** Envelope sender (`MAIL FROM`); empty: it was sent with the null return path. */
  readonly returnPath?: string | undefined;
  /** The provider's id of the mail; it and `receivedAt` are the same on every retry. */
  readonly idempotencyKey?: string | undefined;
  /** Of the endpoint: every address in it is ours. */
  readonly account: Readonly<Record<string, string>>;
}

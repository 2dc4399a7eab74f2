/** How a message of a service of AWS came: what it does not say itself. */
export interface Notice {
  /** The same on every retry: of SNS, or of the event bus. */
  readonly id?: string | undefined;
  /** When it was published. */
  readonly at?: string | undefined;
  /** Whose chats they are: chats do not say it. */
  readonly connectInstanceId?: string | undefined;
  /** Present where the event bus brought it. */
  readonly bus?: { readonly source: string; readonly detailType: string } | undefined;
}

/** Why a transaction is cancelled: one reason for each of its actions. */
import { Refusal } from "../protocol.ts";

/** @see CancellationReason in the DynamoDB API reference */
export type Reason = { readonly Code: string; readonly Message?: string } & Readonly<Record<string, unknown>>;

/** Messages of a malformed request, which fails as a whole; all others speak of one item. */
const malformed = /^(Invalid|ExpressionAttribute|\d+ validation error)/;

/** @throws what is no reason to cancel but refuses the whole request, such as an unknown table */
export async function reasonOf(action: () => Promise<unknown>): Promise<Reason> {
  try {
    await action();
    return { Code: "None" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { type, message, details } = error;
    if (type === "ConditionalCheckFailedException") {
      return { Code: "ConditionalCheckFailed", Message: message, ...details };
    }
    if (type !== "ValidationException" || malformed.test(message)) throw error;
    return { Code: "ValidationError", Message: message };
  }
}

export function cancelled(reasons: readonly Reason[]): Refusal {
  const codes = reasons.map(({ Code }) => Code).join(", ");
  return new Refusal(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

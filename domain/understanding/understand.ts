/** The port of understanding: rules by default (`understand-by-rules.ts`), a model where one is configured. */
import type { Understanding } from "../../schemas/understanding.ts";

/** Characters of a message that are read: what a person wants comes first, signatures and quotations last. */
export const charactersRead = 4_000;

/** @param text a message as it is stored, with card numbers and national ids already masked */
export type Understand = (text: string) => Promise<Understanding>;

/**
 * Asks `primary`, and the rules whenever that fails. Never rejects.
 *
 * @param onFailure is told why; for a log line, which must not hold the text
 */
export function withFallback(
  primary: Understand,
  rules: (text: string) => Understanding,
  onFailure: (error: unknown) => void,
): Understand {
  return async (text) => {
    try {
      return await primary(text);
    } catch (error) {
      onFailure(error);
      return rules(text);
    }
  };
}

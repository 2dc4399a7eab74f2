/** Trouble with a file that may pass: the queue shows the message again. */
import { OmnilineError } from "../errors.ts";

export class MediaUnreachableError extends OmnilineError {
  override readonly name = "MediaUnreachableError";
  readonly retryable = true;
  readonly code: string;

  /** @param code names no host and no file: it is logged */
  constructor(code: string) {
    super(`a file did not come: ${code}`);
    this.code = code;
  }
}

/** Trouble that is thrown: the base of every error of ours. Expected answers are returned, not thrown. */

/** `name` is a string literal in every subclass: minifying destroys class names, and workflows match on them. */
export abstract class OmnilineError extends Error {
  abstract override readonly name: string;
  abstract readonly retryable: boolean;
}

/** Neither the table nor the ingest queue took an event: the provider must send it again. */
export class NotStoredError extends OmnilineError {
  override readonly name = "NotStoredError";
  readonly retryable = true;
}

/** An item of the table is not what its key says it is. */
export class CorruptItemError extends OmnilineError {
  override readonly name = "CorruptItemError";
  readonly retryable = false;
}

/** An AWS service answered with an error. */
export class AwsCallError extends OmnilineError {
  override readonly name = "AwsCallError";
  readonly retryable = true;
  /** HTTP status, and AWS's name of the error. */
  readonly status: number;
  readonly code: string;
  /** May hold an item of the table: never logged. */
  readonly body: string;

  constructor(service: string, call: string, answer: { status: number; code: string; body: string }) {
    super(`${service} answered ${answer.status} ${answer.code} to ${call}`);
    this.status = answer.status;
    this.code = answer.code;
    this.body = answer.body;
  }
}

/** An identifier kept changing hands while an event was being linked. */
export class ContendedIdentityError extends OmnilineError {
  override readonly name = "ContendedIdentityError";
  readonly retryable = true;
}

/** Too many others took agents and cases at the same time. */
export class ContendedRoutingError extends OmnilineError {
  override readonly name = "ContendedRoutingError";
  readonly retryable = true;
}

/** Too many others changed what is known of a contact of Amazon Connect at the same time. */
export class ContendedContactError extends OmnilineError {
  override readonly name = "ContendedContactError";
  readonly retryable = true;
}

/** Another combination of skills, languages and queues would be more than decisions can look at. */
export class TooManyAbilitiesError extends OmnilineError {
  override readonly name = "TooManyAbilitiesError";
  readonly retryable = false;
}

/** Too many others changed a send at the same time. */
export class ContendedSendError extends OmnilineError {
  override readonly name = "ContendedSendError";
  readonly retryable = true;
}

/** Too many words on the consents of one address came at the same time. */
export class ContendedConsentsError extends OmnilineError {
  override readonly name = "ContendedConsentsError";
  readonly retryable = true;
}

/** A delivery is kept whose endpoint or reader is not there now: both come back with ops or a deploy. */
export class UnreadableYetError extends OmnilineError {
  override readonly name = "UnreadableYetError";
  readonly retryable = true;

  constructor(provider: string, endpointId: string) {
    super(`nothing reads the deliveries of ${provider}/${endpointId}`);
  }
}

/** The wire of both engines: JSON over HTTP POST, the operation named by `X-Amz-Target`. */

/** A DynamoDB on this machine, with its streams. Takes any credentials and any region. */
export interface DynamoEngine {
  readonly name: "dynoxide" | "dynalite";
  /** `http://127.0.0.1:PORT`; speaks DynamoDB_20120810 and DynamoDBStreams_20120810. */
  readonly url: string;
  /** The same without HTTP, for a caller in this process: one hop less. Never rejects. */
  send(call: Call): Promise<Reply>;
  /** Answers what is under way, then ends; what was acknowledged is on disk. */
  close(): Promise<void>;
}

export interface Call {
  /** `DynamoDB_20120810.PutItem`, `DynamoDBStreams_20120810.GetRecords`, ... */
  readonly target: string;
  readonly body: Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly body: Uint8Array | string;
}

export type Answer = (call: Call) => Promise<Reply>;

/** An item or a key as it travels: attribute name to `{ "S": "..." }` and its like. */
export type Item = Record<string, unknown>;

const apiTypes = "com.amazonaws.dynamodb.v20120810#";
const frameworkTypes: ReadonlySet<string> = new Set([
  "InternalServerError",
  "SerializationException",
  "UnknownOperationException",
  "ValidationException",
]);

/** An operation that DynamoDB itself would refuse: becomes an error answer, never a crash. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>>;

  /** @param type the exception's short name, such as `ResourceNotFoundException` */
  constructor(type: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.type = type;
    this.details = details;
  }
}

export function success(output: object): Reply {
  return { status: 200, body: JSON.stringify(output) };
}

/** Whatever an operation throws becomes its answer; what is no refusal is our fault and goes to the console. */
export async function replyOf(work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    console.error("local DynamoDB failed", error);
    return refused(
      new Refusal("InternalServerError", error instanceof Error ? error.message : String(error)),
    );
  }
}

function refused(refusal: Refusal): Reply {
  const prefix = frameworkTypes.has(refusal.type) ? "com.amazon.coral.service#" : apiTypes;
  const body = { __type: `${prefix}${refusal.type}`, message: refusal.message, ...refusal.details };
  return { status: refusal.type === "InternalServerError" ? 500 : 400, body: JSON.stringify(body) };
}

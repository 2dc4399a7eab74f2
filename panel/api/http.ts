/** One HTTP exchange with the API: JSON in, a parsed value out, every failure an error of ours. */
import { problemSchema } from "../../schemas/api/shapes.ts";
import { ApiError, ApiUnreachableError, ApiUnreadableError } from "./api-error.ts";

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

export interface Parser<Value> {
  parse(data: unknown): Value;
}

/**
 * Fetches `path` and parses the answer.
 *
 * @throws ApiError for an error status, ApiUnreachableError without an answer, ApiUnreadableError
 * for one that does not fit
 */
export async function fetchJson<Value>(
  fetch: Fetch,
  parser: Parser<Value>,
  path: string,
  init?: RequestInit,
): Promise<Value> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw new ApiUnreachableError(path, { cause });
  });
  const body = await readJson(response);
  if (!response.ok) throw new ApiError(response.status, readProblem(body));
  try {
    return parser.parse(body);
  } catch (cause) {
    throw new ApiUnreadableError(path, { cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    const body: unknown = await response.json();
    return body;
  } catch {
    return undefined;
  }
}

function readProblem(body: unknown) {
  const read = problemSchema.safeParse(body);
  return read.success ? read.data : undefined;
}

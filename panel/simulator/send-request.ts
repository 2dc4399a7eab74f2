/** Sends a simulated request and keeps what came back, whatever it is. */
import type { Fetch } from "../api/http.ts";
import type { TextKey } from "../text/text.ts";
import type { SimulatedRequest } from "./build-request.ts";

export type Answer = { kind: "answered"; status: number; body: string } | { kind: "unreachable" };

/** A request and its answer, as the simulator shows them. */
export interface Exchange {
  id: string;
  title: TextKey;
  request: SimulatedRequest;
  answer: Answer;
}

export async function sendRequest(fetch: Fetch, request: SimulatedRequest): Promise<Answer> {
  try {
    const { headers, body } = request;
    const response = await fetch(request.path, { method: "POST", headers, body });
    return { kind: "answered", status: response.status, body: await response.text() };
  } catch {
    return { kind: "unreachable" };
  }
}

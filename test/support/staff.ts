/** The staff API as a client of it sees it. */
import { WebSocket } from "ws";
import { type LiveMessage, liveMessageSchema } from "../../schemas/api/shapes.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";

export class Staff {
  readonly #base: string;
  readonly #token: string;

  constructor(base: string, token: string) {
    this.#base = base;
    this.#token = token;
  }

  static async signIn(base: string, role = "agent", agentId?: string): Promise<Staff> {
    const body = JSON.stringify({ role, ...(agentId === undefined ? {} : { agentId }) });
    const answer = await fetch(`${base}/v1/dev/token`, { method: "POST", body });
    const { token } = (await answer.json()) as { token: string };
    return new Staff(base, token);
  }

  get(path: string): Promise<Response> {
    return this.send("GET", path);
  }

  send(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<Response> {
    return fetch(`${this.#base}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** `undefined` while nobody has the identifier. */
  async resolve(identifier: string): Promise<string | undefined> {
    const answer = await this.get(`/v1/customers/resolve?identifier=${encodeURIComponent(identifier)}`);
    if (answer.status === 404) return undefined;
    return ((await answer.json()) as { customerId: string }).customerId;
  }

  /** The whole timeline, newest first, page by page. */
  async timeline(customerId: string, limit = 200): Promise<ContactEvent[]> {
    const items: ContactEvent[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? "" : `&cursor=${cursor}`;
      const answer = await this.get(`/v1/customers/${customerId}/timeline?limit=${limit}${query}`);
      if (answer.status !== 200)
        throw new Error(`the timeline answered ${answer.status}: ${await answer.text()}`);
      const page = (await answer.json()) as { items: ContactEvent[]; nextCursor?: string };
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  }

  async live(onMessage: (message: LiveMessage) => void): Promise<WebSocket> {
    const { url } = (await (await this.get("/v1/live")).json()) as { url: string };
    const socket = new WebSocket(url);
    socket.on("message", (data) => onMessage(liveMessageSchema.parse(JSON.parse(String(data)))));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    return socket;
  }
}

const patienceMs = 20_000;
const pauseMs = 20;

/** Waits until the answer is something. */
export async function eventually<Value>(
  look: () => Promise<Value | undefined> | Value | undefined,
  withinMs = patienceMs,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`nothing after ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

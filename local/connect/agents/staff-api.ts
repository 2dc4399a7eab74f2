/** Omniline's staff API as simulated agents call it: by HTTP, with tokens of the local issuer. */
import * as z from "zod";
import type { StaffApi } from "./staff.ts";

export interface StaffApiOptions {
  /** The public base URL. */
  readonly url: string;
  /** A bearer token for a role. */
  token(role: "admin" | "agent", agentId: string): Promise<string>;
}

interface SendOptions {
  readonly body?: object;
  /** Statuses beside success that are an answer. */
  readonly expected?: readonly number[];
}

/** Where simulated agents work until an admin says otherwise. */
const queues = ["general", "cards", "complaints", "premium"];

export function staffApi({ url, token }: StaffApiOptions): StaffApi {
  /** @throws Error for any other answer than success or one of `expected` */
  async function send(method: string, path: string, bearer: string, options: SendOptions = {}) {
    const { body, expected = [] } = options;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok && !expected.includes(response.status))
      throw new Error(`${method} ${path.replace(/[^/]+\/wrap-up$/, "…/wrap-up")}: ${response.status}`);
    return response.status;
  }

  return {
    async register({ agentId, name, connectUserId }) {
      const path = `/v1/admin/agents/${encodeURIComponent(agentId)}`;
      const bearer = await token("admin", "admin-1");
      if ((await send("GET", path, bearer, { expected: [404] })) !== 404) return;
      const languages = ["tr", "en"];
      await send("PUT", path, bearer, {
        body: { name, skills: {}, languages, queues, capacity: 1, connectUserId },
      });
    },
    async caseOf(agentId, contactId) {
      const path = `/v1/contacts/${encodeURIComponent(contactId)}/case`;
      const response = await fetch(`${url}${path}`, {
        headers: { authorization: `Bearer ${await token("agent", agentId)}` },
      });
      return response.ok ? caseAnswer.parse(await response.json()).caseId : undefined;
    },
    async wrapUp(agentId, caseId, outcome) {
      const path = `/v1/cases/${encodeURIComponent(caseId)}/wrap-up`;
      await send("POST", path, await token("agent", agentId), { body: { outcome } });
    },
  };
}

const caseAnswer = z.object({ caseId: z.string() });
const tokenAnswer = z.object({ token: z.string() });

/** Asks the issuer anew before a token ends. */
export function cachedTokens(
  issue: (body: Buffer) => Promise<{ readonly body: unknown }>,
  now: () => number,
): StaffApiOptions["token"] {
  const held = new Map<string, { readonly token: string; readonly until: number }>();
  return async (role, agentId) => {
    const known = held.get(`${role}/${agentId}`);
    if (known && known.until > now()) return known.token;
    const answer = await issue(Buffer.from(JSON.stringify({ role, agentId })));
    const { token } = tokenAnswer.parse(answer.body);
    held.set(`${role}/${agentId}`, { token, until: now() + tokenUseMs });
    return token;
  };
}

/** Tokens of the local issuer last twelve hours. */
const tokenUseMs = 3_600_000;

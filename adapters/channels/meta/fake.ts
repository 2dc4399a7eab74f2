/** Meta's Graph API as a server of ours: takes messages of all three products, and tells where a file is. */
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpRequest } from "../../../domain/outbox/channel-sender.ts";
import type { FakeAnswer } from "../samples.ts";
import { type GraphMessage, instagramMessage, messengerMessage, whatsappMessage } from "./fake-messages.ts";

type Took = NonNullable<FakeAnswer["took"]>;

interface FakeProduct {
  /** Names in the endpoint's account. */
  readonly id: string;
  readonly token: string;
  readonly schema: z.ZodMiniType<GraphMessage>;
  readonly newId: () => string;
  readonly accepted: (to: string, id: string) => object;
}

const page = {
  newId: () => `m_${randomUUID()}`,
  accepted: (to: string, id: string) => ({ recipient_id: to, message_id: id }),
};
const products: readonly FakeProduct[] = [
  {
    id: "phoneNumberId",
    token: "accessToken",
    schema: whatsappMessage,
    newId: () => `wamid.${Buffer.from(randomUUID()).toString("base64")}`,
    accepted: (to, id) => ({
      messaging_product: "whatsapp",
      contacts: [{ input: to, wa_id: to }],
      messages: [{ id }],
    }),
  },
  { ...page, id: "pageId", token: "pageAccessToken", schema: messengerMessage },
  { ...page, id: "igId", token: "igAccessToken", schema: instagramMessage },
];

/** `/<version>/<node>` and, for a message, `/messages`. */
const pathPattern = /^\/v(?:2[2-9]|[3-9]\d)\.0\/([^/?]+)(\/messages)?$/;

export function fakeGraph(request: HttpRequest, endpoint: Endpoint): FakeAnswer {
  const base = endpoint.account.apiUrl ?? "";
  const [, node = "", edge] = pathPattern.exec(request.url.slice(base.length)) ?? [];
  if (!request.url.startsWith(base) || node === "") return { answer: graphError(400, 2500, "Unknown path") };
  if (edge === undefined) return { answer: fileAnswer(request, endpoint, node) };
  const product = products.find(({ id }) => endpoint.account[id] === node);
  if (request.method !== "POST" || product === undefined) return { answer: noSuchObject(node) };
  if (!isAllowed(request, endpoint.account[product.token])) return { answer: badToken };
  if (request.headers["content-type"] !== "application/json") {
    return { answer: graphError(400, 100, "Expected a JSON body") };
  }
  return taken(product, request.body ?? "");
}

function taken({ schema, newId, accepted }: FakeProduct, body: string): FakeAnswer {
  const parsed = schema.safeParse(jsonIn(body));
  if (!parsed.success) return { answer: graphError(400, 100, z.prettifyError(parsed.error)) };
  const took: Took = { providerMessageId: newId(), ...parsed.data };
  return { answer: ok(accepted(took.to, took.providerMessageId)), took };
}

/** The URL of a file is Meta's, whatever the node. */
function fileAnswer(request: HttpRequest, endpoint: Endpoint, id: string): HttpAnswer {
  if (request.method !== "GET") return noSuchObject(id);
  if (!isAllowed(request, endpoint.account.accessToken)) return badToken;
  const url = `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}&ext=1767323100&hash=x`;
  return ok({ messaging_product: "whatsapp", url, mime_type: "image/jpeg", sha256: "x", file_size: "4", id });
}

function isAllowed({ headers }: HttpRequest, token: string | undefined): boolean {
  return token !== undefined && headers.authorization === `Bearer ${token}`;
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function ok(body: object): HttpAnswer {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** As the Graph API words every error. */
export function graphError(status: number, code: number, message: string, subcode?: number): HttpAnswer {
  const error = { message, type: "OAuthException", code, error_subcode: subcode, fbtrace_id: "AbCdEfGhIjK" };
  return {
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ error }),
  };
}

const badToken = graphError(401, 190, "Invalid OAuth access token - Cannot parse access token");

const noSuchObject = (id: string) =>
  graphError(400, 100, `Unsupported request. Object with ID '${id}' does not exist`, 33);

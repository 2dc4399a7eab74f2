/** The receive path at its barest, for the floors: two secrets, one signature, one write. Imports no package. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { GatewayEvent } from "../function-environment.ts";

export interface BareAws {
  readSecret(id: string | undefined): Promise<string>;
  putItem(input: BarePut): Promise<unknown>;
}

export interface BarePut {
  readonly TableName: string | undefined;
  readonly Item: Record<string, { readonly S: string }>;
  readonly ConditionExpression: string;
}

interface WhatsAppBody {
  readonly entry: readonly {
    changes: readonly { value: { messages: readonly { from: string; id: string }[] } }[];
  }[];
}

const { TABLE_NAME, ENDPOINTS_SECRET_ID, PEPPER_SECRET_ID } = process.env;

export function bareReceive({ readSecret, putItem }: BareAws) {
  return async (event: GatewayEvent) => {
    const body = event.body ?? "";
    const endpoints: { provider: string; secrets: string[] }[] = JSON.parse(
      await readSecret(ENDPOINTS_SECRET_ID),
    );
    const endpoint = endpoints.find(({ provider }) => provider === event.pathParameters?.provider);
    if (!isSigned(body, event.headers["x-hub-signature-256"] ?? "", endpoint?.secrets[0] ?? ""))
      return { statusCode: 401 };
    const payload: WhatsAppBody = JSON.parse(body);
    const message = payload.entry[0]?.changes[0]?.value.messages[0];
    if (message === undefined) return { statusCode: 400 };
    const pepper = await readSecret(PEPPER_SECRET_ID);
    const partition = createHmac("sha256", pepper).update(message.from).digest("base64url");
    const item = {
      PK: `I#${partition}`,
      SK: createHash("sha256").update(message.id).digest("base64url"),
      body,
    };
    await putItem({
      TableName: TABLE_NAME,
      Item: Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }])),
      ConditionExpression: "attribute_not_exists(PK)",
    });
    return { statusCode: 200 };
  };
}

function isSigned(body: string, given: string, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), expected);
}

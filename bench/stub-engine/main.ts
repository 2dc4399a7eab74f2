/** An AWS that answers at once with the least that is right: Secrets Manager, DynamoDB, SQS and S3. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import * as z from "zod";
import { answerParent } from "../child-process.ts";
import { endpointsSecretId, pepperSecretId } from "../function-environment.ts";

const endpoints = readFileSync(new URL("../../local/endpoints.json", import.meta.url), "utf8");
const secrets = new Map([
  [endpointsSecretId, endpoints],
  [pepperSecretId, "bench-pepper-0123456789abcdef0123456789abcdef"],
]);
const secretRequest = z.object({ SecretId: z.string() });

interface Seen {
  /** `DynamoDB_20120810.PutItem`, or method and path where there is no target. */
  readonly operation: string;
  readonly body: string;
}
let recorded: Seen[] | undefined;

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    const operation = operationOf(request);
    recorded?.push({ operation, body });
    const answer = JSON.stringify(answerTo(operation, body));
    response.writeHead(200, {
      "content-type": "application/x-amz-json-1.0",
      "content-length": Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});

function operationOf(request: IncomingMessage): string {
  const target = request.headers["x-amz-target"];
  return typeof target === "string" ? target : `${request.method} ${request.url}`;
}

function answerTo(operation: string, body: string): object {
  if (operation !== "secretsmanager.GetSecretValue") return {};
  return { SecretString: secrets.get(secretRequest.parse(JSON.parse(body)).SecretId) };
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stub engine has no port");
  answerParent({ url: `http://127.0.0.1:${address.port}` }, async () => {
    const seen = recorded ?? [];
    recorded = recorded === undefined ? [] : undefined;
    return { seen };
  });
});
process.on("disconnect", () => process.exit());

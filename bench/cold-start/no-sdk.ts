/** Floor: the bare receive path over Node's own HTTP, signed as AWS wants it, one connection per service. */
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { bareReceive } from "./bare-receive.ts";
import { signedHeaders } from "./sign.ts";

const { AWS_ENDPOINT_URL, AWS_REGION } = process.env;

/** @returns what sends one operation of the service and reads its answer */
function callsOf(service: string, version: string) {
  const endpoint = new URL(AWS_ENDPOINT_URL ?? `https://${service}.${AWS_REGION}.amazonaws.com`);
  const isTls = endpoint.protocol === "https:";
  const agent = new (isTls ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const send = isTls ? httpsRequest : httpRequest;
  return (operation: string, input: object) => {
    const body = JSON.stringify(input);
    const headers = {
      "content-length": String(Buffer.byteLength(body)),
      "content-type": "application/x-amz-json-1.1",
      host: endpoint.host,
      "x-amz-target": `${version}.${operation}`,
    };
    const options = { method: "POST", agent, headers: signedHeaders(service, headers, body, new Date()) };
    return new Promise<string>((resolve, reject) => {
      const request = send(endpoint, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
      });
      request.on("error", reject);
      request.end(body);
    });
  };
}

const callSecretsManager = callsOf("secretsmanager", "secretsmanager");
const callDynamoDb = callsOf("dynamodb", "DynamoDB_20120810");

export const handler = bareReceive({
  async readSecret(id) {
    const answer: { SecretString: string } = JSON.parse(
      await callSecretsManager("GetSecretValue", { SecretId: id }),
    );
    return answer.SecretString;
  },
  putItem: (input) => callDynamoDb("PutItem", input),
});

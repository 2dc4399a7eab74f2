/** Calls of AWS services that speak JSON: the operation is a header, input and output are the body. */
import { signedRequests } from "./signed-request.ts";

/** @returns the JSON text of the answer */
export type JsonCall = (operation: string, input: object) => Promise<string>;

/** Prefix of `x-amz-target`, and version of the JSON protocol. */
const protocols = {
  dynamodb: { prefix: "DynamoDB_20120810", version: "1.0" },
  events: { prefix: "AWSEvents", version: "1.1" },
  states: { prefix: "AWSStepFunctions", version: "1.0" },
  sqs: { prefix: "AmazonSQS", version: "1.0" },
  secretsmanager: { prefix: "secretsmanager", version: "1.1" },
} as const;

/** @throws AwsCallError on any answer but 2xx */
export function jsonCalls(service: keyof typeof protocols, env: NodeJS.ProcessEnv): JsonCall {
  const { prefix, version } = protocols[service];
  const send = signedRequests(service, env);
  return (operation, input) =>
    send({
      method: "POST",
      path: "/",
      headers: {
        "content-type": `application/x-amz-json-${version}`,
        "x-amz-target": `${prefix}.${operation}`,
      },
      body: JSON.stringify(input),
    });
}

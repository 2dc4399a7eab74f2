/** Cold start of `connect-live`. */
import middy from "@middy/core";
import type { APIGatewayProxyResult } from "aws-lambda";
import { jsonCalls } from "../../adapters/aws/json-call.ts";
import { dynamoLiveConnections } from "../../adapters/dynamodb/live-connections.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { cached, secretsManager } from "../../adapters/secrets/secrets.ts";
import { environments } from "../../schemas/environment.ts";
import { type ConnectEvent, createHandler } from "./handler.ts";

const env = environments["connect-live"].parse(process.env);
const readSecret = secretsManager(jsonCalls("secretsmanager", process.env));
const pepper = cached(() => readSecret(env.PEPPER_SECRET_ID), Date.now);

export const handler = middy<ConnectEvent, APIGatewayProxyResult>().handler(
  createHandler({
    connections: dynamoLiveConnections(dynamoTable(process.env, env.TABLE_NAME)),
    pepper: () => pepper.read(Number.POSITIVE_INFINITY),
    now: () => new Date(),
  }),
);

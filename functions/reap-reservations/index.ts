/** Cold start of `reap-reservations`. */
import middy from "@middy/core";
import { expiredLeases } from "../../adapters/dynamodb/routing/index-reads.ts";
import { dynamoTable } from "../../adapters/dynamodb/table-call.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { routingDeps } from "../../adapters/routing/routing-deps.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

/** The rest is released a minute later. */
const mostAtOnce = 200;

const env = environments["reap-reservations"].parse(process.env);
const table = dynamoTable(process.env, env.TABLE_NAME);
const observe = consoleObserve();

export const handler = middy<unknown, void>().handler(
  createHandler({
    ...routingDeps(table, process.env, env.STATE_MACHINE_ARN),
    expiredOffers: (now) => expiredLeases(table, now, mostAtOnce),
    report: (found) => observe.warn("RESERVATIONS_REAPED", { ...found }),
  }),
);

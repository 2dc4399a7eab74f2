/** Cold start of `receive-webhook`. Its bundle and its cold start have budgets: see bench/. */
import { conversations } from "../../adapters/channels/listed/conversations.ts";
import { receiveDeps } from "../../adapters/ingest/receive-deps.ts";
import { httpFunction } from "../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["receive-webhook"].parse(process.env);
const observe = consoleObserve();

export const handler = httpFunction(
  createHandler(receiveDeps(conversations, env, process.env, observe)),
  observe,
);

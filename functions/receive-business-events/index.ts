/** Cold start of `receive-business-events`. */
import { business } from "../../adapters/channels/listed/business.ts";
import { receiveDeps } from "../../adapters/ingest/receive-deps.ts";
import { httpFunction } from "../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { environments } from "../../schemas/environment.ts";
import { createHandler } from "./handler.ts";

const env = environments["receive-business-events"].parse(process.env);
const observe = consoleObserve();

export const handler = httpFunction(createHandler(receiveDeps(business, env, process.env, observe)), observe);

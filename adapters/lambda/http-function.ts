/** What every HTTP function is wrapped in: the one place where trouble becomes a problem answer. */
import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { NotStoredError } from "../../domain/errors.ts";
import { problem } from "../../schemas/api/problem.ts";
import type { Observe } from "../observability/observe.ts";

type HttpHandler<Event> = (event: Event) => Promise<APIGatewayProxyStructuredResultV2>;

/** `NotStoredError` answers 503, so that the caller sends again; everything else 500. Logged here, once. */
export function httpFunction<Event extends Pick<APIGatewayProxyEventV2, "routeKey">>(
  handler: HttpHandler<Event>,
  observe: Observe,
) {
  return middy<Event, APIGatewayProxyStructuredResultV2>()
    .onError((request) => {
      observe.warn("HTTP_FAILED", { route: request.event.routeKey }, request.error);
      request.response = problem(request.error instanceof NotStoredError ? 503 : 500);
    })
    .handler(handler);
}

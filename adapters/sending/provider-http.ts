/** Requests to providers: one try, and an honest word on what is known when no answer comes. */
import type { HttpFailure, SendingTools } from "../../domain/outbox/channel-sender.ts";
import { failureOf } from "./failure.ts";

const timeoutMs = 10_000;
/** More than any answer to a send holds. */
const longestAnswer = 256 * 1024;

/** Redirects are answers like others: credentials go nowhere else. */
export const providerHttp: SendingTools["http"] = async ({ method, url, headers, body }) => {
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: text.slice(0, longestAnswer),
    };
  } catch (error) {
    return failureOf(error) satisfies HttpFailure;
  }
};

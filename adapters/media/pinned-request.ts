/** One GET to an address that was checked before: whatever DNS says meanwhile, no other is connected to. */
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIPv6, type LookupFunction } from "node:net";

export interface PinnedRequest {
  readonly url: URL;
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** The end of all of it, the body included. */
  readonly signal: AbortSignal;
  /** The longest silence. */
  readonly idleMs: number;
}

export interface PinnedAnswer {
  readonly status: number;
  readonly location?: string | undefined;
  /** As the header says; nothing is believed of it but that it is too much. */
  readonly contentLength: number;
  readonly body: AsyncIterable<Uint8Array>;
  /** Hangs up. */
  readonly close: () => void;
}

export type Open = (request: PinnedRequest) => Promise<PinnedAnswer>;

/** No redirect is followed, no cookie kept, and no connection used twice. */
export const openPinned: Open = ({ url, addresses, headers, signal, idleMs }) =>
  new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const options = {
      agent: false,
      headers: { accept: "*/*", "accept-encoding": "identity", "user-agent": "omniline", ...headers },
      lookup: only(addresses),
      signal,
    };
    const request = send(url, options, (response) => resolve(answerOf(response)));
    request.setTimeout(idleMs, () => request.destroy(new IdleError()));
    request.on("error", reject);
    request.end();
  });

class IdleError extends Error {
  readonly code = "idle";
}

function answerOf(response: IncomingMessage): PinnedAnswer {
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location,
    contentLength: Number(response.headers["content-length"] ?? 0),
    body: response,
    close: () => response.destroy(),
  };
}

/** In place of DNS. */
function only(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_, { all }, callback) => {
    const [first] = found;
    if (first === undefined) callback(new Error("no address"), "");
    else if (all) callback(null, found);
    else callback(null, first.address, first.family);
  };
}

/**
 * Turns the addresses that API Gateway and CloudFront would give into the laptop's, in every resolved string.
 *
 * | in the template | here |
 * |---|---|
 * | `https://<HTTP API>.execute-api.<region>.<suffix>` (stage `$default`) | the public URL |
 * | `wss://<WebSocket API>.execute-api.<region>.<suffix>/<stage>` | `ws://` public host `/v1/<stage>` |
 * | `https://<WebSocket API>.execute-api.<region>.<suffix>/<stage>` (management) | AWS gateway `/execute-api/<API>/<stage>` |
 * | `https://<distribution>.cloudfront.net` | the public URL |
 */

export interface LocalAddresses {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly publicUrl: string;
  readonly awsUrl: string;
}

const executeApi = /(https|wss):\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g;
const cloudFront = /https:\/\/[a-z0-9]+\.cloudfront\.net/g;

/** @param webSocketApis ids of the WebSocket APIs; every other id is an HTTP API's */
export function localAddresses(addresses: LocalAddresses, webSocketApis: ReadonlySet<string>) {
  const sockets = `${addresses.publicUrl.replace("http:", "ws:")}/v1`;
  return (text: string): string =>
    text
      .replace(executeApi, (_, scheme: string, api: string) => {
        if (scheme === "wss") return sockets;
        return webSocketApis.has(api) ? `${addresses.awsUrl}/execute-api/${api}` : addresses.publicUrl;
      })
      .replace(cloudFront, addresses.publicUrl);
}

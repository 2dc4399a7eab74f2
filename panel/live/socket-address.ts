/** Where the live connection is opened. Pure. */

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * On a laptop, the socket follows the page: one opened as `localhost` may not call `127.0.0.1`,
 * which is another site to the browser although it is the same machine.
 *
 * @param url as the API gave it
 * @param pageHostname `location.hostname`
 */
export function socketAddress(url: string, pageHostname: string): string {
  const address = new URL(url);
  if (loopbackNames.has(address.hostname) && loopbackNames.has(pageHostname)) address.hostname = pageHostname;
  return address.href;
}

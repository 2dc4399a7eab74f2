/** A bot's account: its token, and the id that the token starts with. */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";

const tokenPattern = /^(\d{1,20}):[\w-]{1,256}$/;

/** What Telegram calls the bot: the address that customers write to. It is no secret, the rest of the token is. */
export function botIdOf({ account }: Endpoint): string | undefined {
  return tokenPattern.exec(account.botToken ?? "")?.[1];
}

/**
 * Where the bot's methods are, and its files. Both addresses hold the token: they are never stored, logged, or
 * shown in an error.
 *
 * @returns `undefined` without a token
 */
export function botUrls(
  endpoint: Endpoint,
): { readonly methods: string; readonly files: string } | undefined {
  if (botIdOf(endpoint) === undefined) return undefined;
  const { botToken, apiUrl = "https://api.telegram.org" } = endpoint.account;
  return { methods: `${apiUrl}/bot${botToken}`, files: `${apiUrl}/file/bot${botToken}` };
}

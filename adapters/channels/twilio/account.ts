/** What an endpoint's account says of Twilio's API: where it is, and how one signs in. */

export const twilioApi = "https://api.twilio.com";

type Account = Readonly<Record<string, string>>;

export type SignIn =
  | { readonly kind: "signed-in"; readonly accountSid: string; readonly authorization: string }
  /** @param name of the account that is not there */
  | { readonly kind: "missing"; readonly name: string };

/** An API key where there is one: it can be taken back without taking the account's token back. */
export function signIn({ accountSid, apiKeySid, apiKeySecret, authToken }: Account): SignIn {
  if (!accountSid) return { kind: "missing", name: "accountSid" };
  const [user, password] = apiKeySid && apiKeySecret ? [apiKeySid, apiKeySecret] : [accountSid, authToken];
  if (!password) return { kind: "missing", name: "authToken" };
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return { kind: "signed-in", accountSid, authorization };
}

/** Without a slash at its end. */
export function apiUrlOf({ apiUrl = twilioApi }: Account): string {
  return apiUrl.replace(/\/$/, "");
}

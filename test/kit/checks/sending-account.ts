/** By whom a channel sends: the account's own provider alone, with credentials that are shown to nobody else. */
import assert from "node:assert/strict";
import type { SendAnswer } from "../../../domain/outbox/channel-sender.ts";
import { withAnswer, withSender } from "../breaking.ts";
import type { Channel, Check } from "../check.ts";
import { anAnswer, aProvider, send, sends } from "../provider.ts";
import { isSecretName, secretsOf } from "../secrets.ts";

/** Each without one of its names, or with nothing behind it. */
function accountsWithout({ samples: { endpoint } }: Channel) {
  const names = Object.keys(endpoint.account).filter((name) => name !== "apiUrl");
  return names.flatMap((name) => {
    const { [name]: _, ...account } = endpoint.account;
    return [account, { ...account, [name]: "" }].map((without) => ({
      name,
      endpoint: { ...endpoint, account: without },
    }));
  });
}

export const sendingAccountChecks: readonly Check[] = [
  {
    name: "asks its provider alone, by the account's apiUrl",
    applies: sends,
    run: async (channel) => {
      const { requests } = (await send(channel)).provider;
      const { apiUrl } = channel.samples.endpoint.account;
      assert.ok(requests.length > 0);
      for (const { url } of requests) {
        assert.ok(
          apiUrl === undefined ? url.startsWith("/") : url.startsWith(`${apiUrl}/`),
          `it asks ${new URL(url, "http://aws").host}`,
        );
      }
    },
    broken: (good) =>
      withSender(good, ({ send: known }) => ({
        send: async (message, endpoint, tools) => {
          await tools.http({ method: "GET", url: "https://example.com/", headers: {} });
          return known(message, endpoint, tools);
        },
      })),
  },
  {
    name: "asks the provider's own API by https where there is no apiUrl",
    applies: (channel) => sends(channel) && "apiUrl" in channel.samples.endpoint.account,
    run: async (channel) => {
      const { endpoint } = channel.samples;
      const { apiUrl: _, ...account } = endpoint.account;
      // A service of the business's own has no other address than the account's.
      const isOwn = Object.values(account).some((value) => value.startsWith("http"));
      if (isOwn) return;
      const { provider } = await send(
        channel,
        {},
        { endpoint: { ...endpoint, account }, answering: anAnswer(500) },
      );
      assert.ok(provider.requests.length > 0, "without apiUrl nothing is sent");
      for (const { url } of provider.requests) assert.match(url, /^https:\/\/[a-z0-9.-]+\.[a-z]+\//);
    },
    broken: (good) =>
      withSender(good, ({ send: known }) => ({
        send: (message, { account, ...endpoint }, tools) =>
          known(
            message,
            { ...endpoint, account: { ...account, apiUrl: account.apiUrl ?? "http://api.example.com" } },
            tools,
          ),
      })),
  },
  {
    name: "shows its credentials in no query of a URL",
    applies: sends,
    run: async (channel) => {
      for (const { url } of (await send(channel)).provider.requests) {
        const { search, username, password } = new URL(url, "http://aws.example");
        const query = decodeURIComponent(search);
        assert.ok(!secretsOf(channel).some((secret) => query.includes(secret)), "a secret in the query");
        assert.equal(username + password, "", "a password in the URL");
      }
    },
    broken: (good) =>
      withSender(good, ({ send: known }) => ({
        send: (message, endpoint, tools) =>
          known(message, endpoint, {
            ...tools,
            http: (request) => tools.http({ ...request, url: `${request.url}?key=${secretsOf(good)[0]}` }),
          }),
      })),
  },
  {
    name: "refuses to send without a name of the account that it needs, and says which",
    applies: sends,
    run: async (channel) => {
      const refusedWithout = (got: SendAnswer) =>
        got.kind === "refused" && got.reason === "not-allowed" && /^no-\w+$/.test(got.code);
      const { samples } = channel;
      const { apiUrl } = samples.endpoint.account;
      const bare = { ...samples.endpoint, account: { ...(apiUrl === undefined ? {} : { apiUrl }) } };
      const { answer, provider } = await send(channel, {}, { endpoint: bare });
      assert.ok(refusedWithout(answer), `an empty account: ${JSON.stringify(answer)}`);
      assert.equal(provider.requests.length, 0, "an empty account asks the provider");
      for (const { name, endpoint } of accountsWithout(channel)) {
        // As strict as the fake is with the whole account: what is needed cannot be made up.
        const provider = aProvider(channel);
        const { answer } = await send(channel, {}, { endpoint, provider });
        const what = `without ${name}: ${JSON.stringify(answer)}`;
        if (answer.kind !== "accepted")
          assert.ok(refusedWithout(answer) && provider.requests.length === 0, what);
        else assert.ok(!isSecretName(name) || isOfAnother(name, channel), what);
      }
    },
    broken: (good) =>
      withAnswer(good, (answer) => (answer.kind === "refused" ? { ...answer, reason: "rejected" } : answer)),
  },
];

/** Of another product of the same provider, which the sample does not send by. */
const isOfAnother = (name: string, { sender, samples }: Channel) =>
  (sender?.channels.length ?? 0) > 1 && !name.startsWith(samples.sending?.channel ?? "");

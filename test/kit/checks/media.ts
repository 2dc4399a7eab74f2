/** Files of messages: named by the event, fetched afterwards, with credentials for the provider alone. */
import assert from "node:assert/strict";
import type { Located } from "../../../domain/ingest/media-source.ts";
import type { HttpAnswer, HttpFailure } from "../../../domain/outbox/channel-sender.ts";
import type { Attachment } from "../../../schemas/contact-event.ts";
import { withEach } from "../breaking.ts";
import { assertKeepable, eventsIn, happened } from "../calls.ts";
import type { Channel, Check } from "../check.ts";
import { aProvider, type Provider } from "../provider.ts";
import { secretsOf } from "../secrets.ts";

const brings = ({ samples }: Channel) => samples.media !== undefined;
/** A channel without a source brings files by public URL, or in the call itself. */
const fetches = ({ mediaSource }: Channel) => mediaSource !== undefined;

const eventsWithFiles = (channel: Channel) => {
  const sample = channel.samples.media?.({ id: "kit-1", at: happened });
  assert.ok(sample);
  return eventsIn(channel, sample);
};

function locate(
  channel: Channel,
  attachment: Attachment,
  answering?: HttpAnswer | HttpFailure,
  account = channel.samples.endpoint.account,
) {
  const provider = aProvider(channel, answering === undefined ? {} : { answering });
  return locateAt(provider, channel, attachment, account);
}

function locateAt(
  { tools }: Provider,
  { mediaSource, samples }: Channel,
  attachment: Attachment,
  account = samples.endpoint.account,
) {
  assert.ok(mediaSource);
  return mediaSource.locate(attachment, { ...samples.endpoint, account }, tools);
}

/** One file, where it was told to. */
function assertDropped({ put, tools: { drop } }: Provider): void {
  assert.equal(put.length, 1);
  assert.equal(put[0]?.bucketName, drop.bucketName);
  assert.ok(put[0].key.startsWith(drop.prefix), put[0].key);
}

function assertLocated(located: Located, what: string): void {
  assert.match(located.kind, /^(located|dropped|gone|retry)$/, what);
  if (located.kind === "dropped") return;
  if (located.kind !== "located") {
    assert.notEqual(located.code, "", what);
    return;
  }
  const { hosts } = located.request;
  assert.ok(hosts.length > 0, `${what}: no host`);
  for (const host of hosts) assert.match(host, /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/i, `${what}: ${host}`);
  assert.ok(!hosts.includes("*.com"), what);
}

const nonsense: readonly Attachment[] = [
  {},
  { url: "" },
  { mediaId: "" },
  { url: "::::" },
  { url: "file:///etc/passwd" },
  { url: "http://169.254.169.254/latest/meta-data/" },
  { mediaId: "../../x" },
  { mediaId: "a b\n?x=1#y" },
  { mediaId: "x".repeat(512) },
];

const troubles: readonly (HttpAnswer | HttpFailure)[] = [
  { kind: "not-sent", code: "ECONNREFUSED" },
  { kind: "no-answer", code: "ECONNRESET" },
  ...[200, 204, 302, 401, 403, 404, 410, 429, 500, 503].flatMap((status) =>
    ["", "null", "[]", "{", '{"url":7}', '{"ok":true,"result":null}'].map((body) => ({
      status,
      headers: {},
      body,
    })),
  ),
];

/** Throws where it should answer, or gives more than it should. */
const withLocate = (
  good: Channel,
  change: (located: Located, attachment: Attachment) => Located,
): Channel => {
  const { mediaSource } = good;
  if (mediaSource === undefined) return good;
  const { provider, locate: known } = mediaSource;
  return {
    ...good,
    mediaSource: { provider, locate: async (file, ...of) => change(await known(file, ...of), file) },
  };
};

export const mediaChecks: readonly Check[] = [
  {
    name: "names each file of a message by URL or media id, or brings it along",
    applies: brings,
    run: async (channel) => {
      const [event, ...others] = await eventsWithFiles(channel);
      assert.ok(event && others.length === 0);
      assertKeepable(event);
      assert.ok(event.attachments && event.attachments.length > 0, "no attachment");
      for (const [index, { url, mediaId }] of event.attachments.entries()) {
        assert.ok(url ?? mediaId ?? event.files?.[index], `attachment ${index} is nowhere`);
        if (url !== undefined) assert.match(url, /^https?:\/\//);
      }
    },
    broken: (good) => withEach(good, () => ({ attachments: [{ name: "belge.pdf" }] })),
  },
  {
    name: "finds the files of its messages, at hosts that it names or in the drop",
    applies: (channel) => brings(channel) && fetches(channel),
    run: async (channel) => {
      for (const { attachments = [] } of await eventsWithFiles(channel)) {
        for (const attachment of attachments) {
          const provider = aProvider(channel);
          const located = await locateAt(provider, channel, attachment);
          assertLocated(located, "the sample's file");
          if (located.kind === "dropped") assertDropped(provider);
          else assert.equal(located.kind, "located", JSON.stringify(located));
        }
      }
    },
    broken: (good) => withLocate(good, () => ({ kind: "gone", code: "no-file" })),
  },
  {
    name: "answers for files that cannot be, without a throw",
    applies: fetches,
    run: async (channel) => {
      for (const attachment of nonsense) {
        for (const account of [channel.samples.endpoint.account, {}]) {
          assertLocated(await locate(channel, attachment, undefined, account), JSON.stringify(attachment));
        }
      }
    },
    broken: (good) =>
      withLocate(good, (located, { url = "", mediaId = "" }) => {
        new URL(url || `http://${mediaId}`);
        return located;
      }),
  },
  {
    name: "answers when its provider is in trouble, or has no file any more",
    applies: (channel) => brings(channel) && fetches(channel),
    run: async (channel) => {
      for (const { attachments = [] } of await eventsWithFiles(channel)) {
        for (const attachment of attachments) {
          for (const trouble of troubles) {
            assertLocated(await locate(channel, attachment, trouble), JSON.stringify(trouble));
          }
        }
      }
    },
    broken: (good) => withLocate(good, () => ({ kind: "gone", code: "" })),
  },
  {
    name: "gives its credentials to its provider alone",
    applies: fetches,
    run: async (channel) => {
      for (const url of [
        "https://evil.example/x",
        "http://127.0.0.1:1/x",
        "https://evil.example/?https://api.example",
      ]) {
        const located = await locate(channel, { url });
        if (located.kind !== "located") continue;
        const { request } = located;
        if (new URL(request.url).host !== new URL(url).host) continue;
        const given = JSON.stringify(request.headers);
        const encoded = secretsOf(channel).map((secret) =>
          Buffer.from(secret).toString("base64").slice(0, 12),
        );
        const leak = [...secretsOf(channel), ...encoded].find((secret) => given.includes(secret));
        assert.equal(leak, undefined, `a secret for ${url}`);
      }
    },
    broken: (good) =>
      withLocate(good, (located, { url }) =>
        url === undefined
          ? located
          : {
              kind: "located",
              request: { url, headers: { authorization: secretsOf(good).join(" ") }, hosts: ["x.example"] },
            },
      ),
  },
];

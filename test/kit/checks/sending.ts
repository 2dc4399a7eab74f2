/** What a channel sends: the very message, to the person's address, once. */
import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { lengthOf } from "../../../domain/outbox/text-length.ts";
import { identifierKinds } from "../../../schemas/contact-event.ts";
import { withAnswer, withEach, withMessage, withSender } from "../breaking.ts";
import { eventsIn, happened } from "../calls.ts";
import type { Channel, Check } from "../check.ts";
import { aProvider, send, sendingOf, sends } from "../provider.ts";

const verbatim = [
  "Sayın Iğdır, ŞİİR kitabınız hazır: ığüşöçİĞÜŞÖÇ",
  "👩‍👩‍👧‍👦 👍🏽",
  "\"tırnak\" 'tek' \\ters\\ <b>&amp;</b> %41+%20 ?a=1&b=2 {x} *y* _z_",
  "ilk satır\nikinci satır\n\ndördüncü",
  "شكرا",
];

/** Ids of people in places where the sender's provider cannot know them. */
const foreignKinds = identifierKinds.filter((kind) =>
  /^(messenger|instagram|telegram|line|national-id|loyalty)$/.test(kind),
);

/** Every byte there is, in a file of any length. */
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const files = [
  { name: "Sözleşme 1.pdf", contentType: "application/pdf", bytes: everyByte },
  { name: "foto.jpg", contentType: "image/jpeg", bytes: everyByte.subarray(1) },
] as const;

/** Others are told where the files are. */
const attaches = (channel: Channel) => {
  if (!sends(channel)) return false;
  const { sender, sending } = sendingOf(channel);
  return sender.capabilities(sending.channel).mostAttachedBytes !== undefined;
};

export const sendingChecks: readonly Check[] = [
  {
    name: "hands a message over, and names it as its provider does",
    applies: sends,
    run: async (channel) => {
      const { answer, provider } = await send(channel);
      assert.equal(answer.kind, "accepted", JSON.stringify(answer));
      assert.equal(provider.taken.length, 1);
      assert.deepEqual(answer, { kind: "accepted", providerMessageId: provider.taken[0]?.providerMessageId });
    },
    broken: (good) =>
      withAnswer(good, (answer, { sendId }) =>
        answer.kind === "accepted" ? { ...answer, providerMessageId: sendId } : answer,
      ),
  },
  {
    name: "sends Turkish, emoji, quotes and lines verbatim",
    applies: sends,
    run: async (channel) => {
      for (const text of verbatim) {
        const { provider } = await send(channel, { text });
        assert.deepEqual(
          provider.taken.map((taken) => taken.text),
          [text],
        );
      }
    },
    broken: (good) =>
      withMessage(good, (message) => ({ ...message, text: message.text.replaceAll("\n", " ") })),
  },
  {
    name: "sends a text as long as it says, whole",
    applies: sends,
    run: async (channel) => {
      const { sender, sending } = sendingOf(channel);
      const { most, counted } = sender.capabilities(sending.channel).text;
      const letter = "ş".repeat(Math.floor(most / lengthOf("ş", counted)));
      const { answer, provider } = await send(channel, { text: letter });
      assert.equal(answer.kind, "accepted", `${most} ${counted}: ${JSON.stringify(answer)}`);
      assert.equal(provider.taken[0]?.text.length, letter.length);
    },
    broken: (good) => withMessage(good, (message) => ({ ...message, text: message.text.slice(0, 500) })),
  },
  {
    name: "says of its channels what can be",
    applies: sends,
    run: (channel) => {
      const { sender, sending } = sendingOf(channel);
      assert.ok(sender.channels.includes(sending.channel));
      for (const one of sender.channels) {
        const { text, window, rate, receipts } = sender.capabilities(one);
        assert.ok(text.most >= 100 && Number.isInteger(text.most), `${one}: texts of ${text.most}`);
        assert.ok(rate.perSecond > 0 && rate.burst >= rate.perSecond / 10, `${one}: ${JSON.stringify(rate)}`);
        assert.equal(new Set(receipts).size, receipts.length);
        if (window === undefined) continue;
        assert.ok(window.hours > 0);
        assert.equal(window.humanAgentHours !== undefined, window.after === "human-agent");
        assert.ok((window.humanAgentHours ?? Infinity) > window.hours);
      }
    },
    broken: (good) =>
      withSender(good, ({ capabilities }) => ({
        capabilities: (one) => ({ ...capabilities(one), rate: { perSecond: 0, burst: 0 } }),
      })),
  },
  {
    name: "promises the receipts that its provider reports, and no others",
    applies: (channel) => sends(channel) && channel.samples.status !== undefined,
    run: (channel) => {
      const { sender, sending } = sendingOf(channel);
      const { receipts } = sender.capabilities(sending.channel);
      for (const status of receipts) {
        const sample = channel.samples.status?.({
          providerMessageId: "m",
          status,
          at: happened,
          to: sending.message.to,
        });
        assert.ok(sample, `it promises ${status}, and the samples have none`);
      }
    },
    broken: (good) =>
      withSender(good, ({ capabilities }) => ({
        capabilities: (one) => ({
          ...capabilities(one),
          receipts: ["queued", "sent", "delivered", "read", "failed"],
        }),
      })),
  },
  {
    name: "writes to an address of its own kind, whoever else the person is",
    applies: sends,
    run: async (channel) => {
      const { sender, sending } = sendingOf(channel);
      const { identifiers } = sending;
      const { endpoint } = channel.samples;
      const own = new Set(identifiers.map(({ kind }) => kind));
      const foreign = foreignKinds
        .filter((kind) => !own.has(kind))
        .map((kind) => ({ kind, value: "4711", level: "verified" }) as const);
      const to = sender.addressOf(identifiers, sending.channel, endpoint);
      assert.ok(to, "it has no address for its own sample");
      assert.equal(sender.addressOf([...foreign, ...identifiers], sending.channel, endpoint), to);
      for (const others of [[], foreign])
        assert.equal(sender.addressOf(others, sending.channel, endpoint), undefined);
      const { answer, provider } = await send(channel, { to });
      assert.equal(answer.kind, "accepted", JSON.stringify(answer));
      assert.equal(provider.taken[0]?.to, to);
    },
    broken: (good) => withSender(good, () => ({ addressOf: ([first]) => first?.value })),
  },
  {
    name: "is taken once, however often it is sent, if it says so",
    applies: sends,
    run: async (channel) => {
      const { sender, sending } = sendingOf(channel);
      const provider = aProvider(channel);
      const [first, second] = [await send(channel, {}, { provider }), await send(channel, {}, { provider })];
      const other = `${sending.message.sendId.slice(0, -1)}${sending.message.sendId.endsWith("X") ? "Y" : "X"}`;
      const { answer } = await send(channel, { sendId: other }, { provider });
      assert.equal(answer.kind, "accepted");
      if (sender.capabilities(sending.channel).idempotent) {
        assert.deepEqual(second.answer, first.answer, "two ids of one message");
        assert.equal(
          provider.taken.length,
          2,
          "another message was taken for the same one, or the same one twice",
        );
      } else {
        assert.ok(
          provider.taken.every(({ idempotencyKey }) => idempotencyKey === undefined),
          "it has a key, and says that it has none",
        );
      }
    },
    broken: (good) =>
      withSender(good, ({ capabilities }) => ({
        capabilities: (one) => ({ ...capabilities(one), idempotent: !capabilities(one).idempotent }),
      })),
  },
  {
    name: "sends files along byte for byte, with their names and types, where its provider takes bytes",
    applies: attaches,
    run: async (channel) => {
      const { answer, provider } = await send(channel, { files });
      assert.equal(answer.kind, "accepted", JSON.stringify(answer));
      assert.deepEqual(
        provider.taken.map((taken) => taken.files),
        [
          files.map(({ name, contentType, bytes }) => ({
            name,
            contentType,
            sha256: hash("sha256", bytes, "hex"),
          })),
        ],
      );
    },
    broken: (good) => withMessage(good, (message) => ({ ...message, files: message.files?.slice(1) })),
  },
  {
    name: "takes as many bytes as it says, whole",
    applies: attaches,
    run: async (channel) => {
      const { sender, sending } = sendingOf(channel);
      const { media, mostAttachedBytes = 0 } = sender.capabilities(sending.channel);
      assert.ok(media, "it takes bytes, and says that it takes no files");
      const [first] = files;
      const largest = [{ ...first, bytes: Buffer.alloc(mostAttachedBytes, "%PDF-") }];
      const { answer, provider } = await send(channel, { files: largest });
      assert.equal(answer.kind, "accepted", `${mostAttachedBytes}: ${JSON.stringify(answer)}`);
      const length = provider.requests[0]?.body?.length ?? 0;
      assert.ok(length > mostAttachedBytes && length < mostAttachedBytes * 2, `${length}`);
    },
    broken: (good) =>
      withMessage(good, (message) => ({
        ...message,
        files: message.files?.map((file) => ({ ...file, bytes: file.bytes.subarray(0, 1000) })),
      })),
  },
  {
    name: "hears of what it sent by the id that its provider gave it",
    applies: (channel) => sends(channel) && channel.samples.status !== undefined,
    run: async (channel) => {
      const { sending } = sendingOf(channel);
      const { answer, provider } = await send(channel);
      const [taken] = provider.taken;
      assert.ok(answer.kind === "accepted" && taken);
      for (const status of ["sent", "delivered", "read"] as const) {
        const sample = channel.samples.status?.({
          ...taken,
          status,
          at: happened,
          sendId: sending.message.sendId,
        });
        if (sample === undefined) continue;
        const [event] = await eventsIn(channel, sample);
        const isNamed =
          event?.providerMessageId === answer.providerMessageId ||
          event?.attributes?.sendId === sending.message.sendId;
        assert.ok(isNamed, `${status} is about ${event?.providerMessageId}, not ${answer.providerMessageId}`);
      }
    },
    broken: (good) => withEach(good, () => ({ providerMessageId: "another", attributes: {} })),
  },
  {
    name: "changes nothing of the message and the endpoint that it is given",
    applies: sends,
    run: async (channel) => {
      const { sender, sending } = sendingOf(channel);
      const [message, endpoint] = [
        structuredClone(sending.message),
        structuredClone(channel.samples.endpoint),
      ];
      await sender.send(message, endpoint, aProvider(channel).tools);
      assert.deepEqual([message, endpoint], [sending.message, channel.samples.endpoint]);
    },
    broken: (good) =>
      withSender(good, ({ send: known }) => ({
        send: (message, endpoint, tools) => {
          Object.assign(message, { text: "" });
          return known({ ...message, text: "x" }, endpoint, tools);
        },
      })),
  },
];

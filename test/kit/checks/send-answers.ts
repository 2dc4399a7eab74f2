/** What a channel makes of its provider's answers, and of none. */
import assert from "node:assert/strict";
import { withAnswer } from "../breaking.ts";
import type { Check } from "../check.ts";
import { anAnswer, send, sendingOf, sends } from "../provider.ts";

const strange = [
  "",
  "null",
  "[]",
  "42",
  '"text"',
  "<html>Bad Gateway</html>",
  "{",
  '{"error":null}',
  '{"error":{"code":{}}}',
  '{"messages":[null],"id":{},"message_id":[],"result":7}',
  '{"id":7}',
  "\ud800",
];

const accepted = { kind: "accepted", providerMessageId: "kit-accepted" } as const;

export const sendAnswerChecks: readonly Check[] = [
  {
    name: "makes of its provider's refusals what they mean",
    applies: sends,
    run: async (channel) => {
      const { sending } = sendingOf(channel);
      assert.ok(Object.keys(sending.refusals).length > 0, "no refusals in the samples");
      for (const [what, { answer: answering, becomes }] of Object.entries(sending.refusals)) {
        const { answer: got } = await send(channel, {}, { answering });
        assert.equal(
          got.kind === "refused" ? got.reason : got.kind,
          becomes,
          `${what}: ${JSON.stringify(got)}`,
        );
        const code = got.kind === "accepted" ? "" : got.code;
        assert.ok(
          !code.includes(sending.message.to) && code.length <= 100,
          `${what}: personal data in ${code}`,
        );
      }
    },
    broken: (good) =>
      withAnswer(good, (answer) => (answer.kind === "refused" ? { ...answer, reason: "rejected" } : answer)),
  },
  {
    name: "tries again when its provider is busy",
    applies: sends,
    run: async (channel) => {
      for (const status of [429, 503]) {
        const { answer: got } = await send(
          channel,
          {},
          { answering: anAnswer(status, "", { "retry-after": "7" }) },
        );
        assert.equal(got.kind, "retry", `${status}: ${JSON.stringify(got)}`);
      }
    },
    broken: (good) =>
      withAnswer(good, (got) => (got.kind === "retry" ? { kind: "unknown", code: got.code } : got)),
  },
  {
    name: "knows nothing after a failure of its provider",
    applies: sends,
    run: async (channel) => {
      const { sender, sending } = sendingOf(channel);
      const { idempotent } = sender.capabilities(sending.channel);
      for (const status of [500, 502, 504]) {
        const { answer: got } = await send(channel, {}, { answering: anAnswer(status) });
        const isGood = got.kind === "unknown" || (idempotent && got.kind === "retry");
        assert.ok(isGood, `${status}: ${JSON.stringify(got)}`);
      }
    },
    broken: (good) =>
      withAnswer(good, (got) =>
        got.kind === "unknown" ? { kind: "refused", reason: "rejected", code: got.code } : got,
      ),
  },
  {
    name: "tries again when no connection was made",
    applies: sends,
    run: async (channel) => {
      const { answer: got } = await send(
        channel,
        {},
        { answering: { kind: "not-sent", code: "ECONNREFUSED" } },
      );
      assert.equal(got.kind, "retry", JSON.stringify(got));
    },
    broken: (good) =>
      withAnswer(good, (got) => (got.kind === "retry" ? { kind: "unknown", code: got.code } : got)),
  },
  {
    name: "knows nothing when the answer was lost",
    applies: sends,
    run: async (channel) => {
      const { answer: got } = await send(
        channel,
        {},
        { answering: { kind: "no-answer", code: "ECONNRESET" } },
      );
      assert.equal(got.kind, "unknown", JSON.stringify(got));
    },
    broken: (good) =>
      withAnswer(good, (got) => (got.kind === "unknown" ? { kind: "retry", code: got.code } : got)),
  },
  {
    name: "takes every answer without a throw, and for accepted only one with an id",
    applies: sends,
    run: async (channel) => {
      const { sender, sending } = sendingOf(channel);
      const isOurs = (id: string) =>
        sender.capabilities(sending.channel).idempotent && id === sending.message.sendId;
      for (const body of strange) {
        for (const status of [200, 202, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 503]) {
          const { answer: got } = await send(channel, {}, { answering: anAnswer(status, body) });
          const what = `${status} ${body}: ${JSON.stringify(got)}`;
          assert.match(got.kind, /^(accepted|refused|retry|unknown)$/, what);
          if (got.kind !== "accepted") assert.ok(typeof got.code === "string" && got.code !== "", what);
          else
            assert.ok((status < 300 && isText(got.providerMessageId)) || isOurs(got.providerMessageId), what);
          if (status < 300 && got.kind !== "accepted") assert.equal(got.kind, "unknown", what);
        }
      }
    },
    broken: (good) => withAnswer(good, (got) => (got.kind === "unknown" ? accepted : got)),
  },
];

const isText = (id: unknown) => typeof id === "string" && id !== "";

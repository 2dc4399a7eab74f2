import { Bot, webhookCallback } from "grammy";
import { describe, expect, it } from "vitest";
import { adapter as telegram } from "../../../../adapters/channels/telegram/index.ts";
import { samples } from "../../../../adapters/channels/telegram/samples.ts";
import { anEndpoint, bitFlips, now } from "../requests.ts";

const secret = "local-demo_telegram-SECRET-0001";
const header = "x-telegram-bot-api-secret-token";
const body = samples.message?.({ id: "1", text: "Kredi başvurum ğüşıöç İI 👩‍👩‍👧 nerede?", at: now });
if (body === undefined) throw new Error("no sample message");
const call = samples.sign(body, secret, now, "https://hooks.example.com/v1/ingest/telegram/demo");
const withToken = (token: string | undefined) => ({ ...call, headers: { ...call.headers, [header]: token } });
const verify = (token: string | undefined, ...secrets: string[]) =>
  telegram.verify(withToken(token), anEndpoint("telegram", ...secrets));
const verified = { kind: "verified" };
const invalid = { kind: "refused", reason: "invalid" };

describe("Telegram's secret token", () => {
  it("verifies what it comes with, whatever the body says", () => {
    expect(verify(secret, secret)).toEqual(verified);
    expect(
      telegram.verify({ ...withToken(secret), body: Buffer.from([0xff]) }, anEndpoint("telegram", secret)),
    ).toEqual(verified);
  });

  it("tries every secret while one takes the place of another", () => {
    expect(verify("next", "next", secret)).toEqual(verified);
    expect(verify(secret, "next", secret)).toEqual(verified);
    expect(verify("another", "next", secret)).toEqual(invalid);
  });

  it("accepts nothing without a secret, and nothing without a token", () => {
    expect(verify(secret)).toEqual(invalid);
    expect(verify(secret, "")).toEqual(invalid);
    for (const token of [undefined, ""]) {
      expect(verify(token, secret)).toEqual({ kind: "refused", reason: "missing" });
      expect(verify(token, "")).toEqual({ kind: "refused", reason: "missing" });
    }
  });

  it("refuses every changed bit of the token, a part of it and more than it", () => {
    for (const token of [
      ...bitFlips(secret),
      secret.slice(1),
      secret.slice(0, -1),
      `${secret}x`,
      ` ${secret}`,
    ]) {
      expect(verify(token, secret), token).toEqual(invalid);
    }
  });
});

describe("against grammY's webhook", () => {
  const me = {
    id: 7654321,
    is_bot: true,
    first_name: "Acme",
    username: "acme_bot",
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  };

  /** grammY's verdict on a token, and the update it took. */
  async function grammy(secretToken: string) {
    const bot = new Bot("7654321:token", { botInfo: me as never });
    const texts: string[] = [];
    bot.on("message:text", ({ message }) => void texts.push(message.text));
    const callback = webhookCallback(bot, "std/http", { secretToken });
    const accepts = async (token: string | undefined) => {
      const headers = new Headers({ "content-type": "application/json" });
      if (token !== undefined) headers.set(header, token);
      const answer = await callback(
        new Request("https://hooks.example.com/", {
          method: "POST",
          headers,
          body: new Uint8Array(call.body),
        }),
      );
      return answer.status === 200;
    };
    return { accepts, texts };
  }

  /** Texts a header can carry: a token with one character of it replaced, left out, added or doubled. */
  function* changedTokens(count: number): Generator<string> {
    const letters = "ABCXYZabcxyz019_-!~ğş";
    for (let turn = 0; turn < count; turn++) {
      const at = (turn * 7919) % (secret.length + 1);
      const letter = letters[(turn * 31 + (turn >> 5)) % letters.length] ?? "";
      const rest = secret.slice(at + (turn % 3 === 0 ? 0 : 1));
      yield turn % 97 === 0 ? secret : `${secret.slice(0, at)}${turn % 3 === 1 ? "" : letter}${rest}`;
    }
  }

  it("takes and refuses the same of 10,000 tokens, and reads the same text", async () => {
    const { accepts, texts } = await grammy(secret);
    // Headers come as Latin-1, to fetch and to Node alike.
    const asHeader = (token: string) => Buffer.from(token, "utf8").toString("latin1");
    let taken = 0;
    for (const token of changedTokens(10_000)) {
      const ours = verify(asHeader(token), secret).kind === "verified";
      if ((await accepts(asHeader(token))) !== ours) expect.fail(token);
      if (ours) taken += 1;
    }
    expect(taken).toBeGreaterThan(100);
    expect(new Set(texts)).toEqual(new Set(["Kredi başvurum ğüşıöç İI 👩‍👩‍👧 nerede?"]));
    const parsed = telegram.parse(call, anEndpoint("telegram"));
    expect(parsed.kind === "events" && parsed.events[0]?.text).toBe(texts[0]);
  });

  it("accepts nothing where grammY without a token accepts everything", () => {
    expect(verify(undefined).kind).toBe("refused");
    expect(verify("anything").kind).toBe("refused");
  });
});

import { afterEach, beforeEach, expect, it } from "vitest";
import * as z from "zod";
import { type Killable, killable, type Running } from "../support/killable.ts";
import { platformTemplate } from "./template.ts";

let runtime: Killable;
beforeEach(() => {
  runtime = killable(() => [platformTemplate()]);
});
afterEach(() => runtime.remove());

const contacts = z.object({
  items: z.array(
    z.looseObject({
      contactId: z.string(),
      state: z.string(),
      attempts: z.number(),
      agent: z.string().optional(),
    }),
  ),
});
const agents = z.object({
  items: z.array(
    z.looseObject({ username: z.string(), contacts: z.array(z.looseObject({ contactId: z.string() })) }),
  ),
});
const get = async <T>({ url }: Running, path: string, schema: z.ZodType<T>): Promise<T> =>
  schema.parse(await (await fetch(`${url}/v1/dev/connect/${path}`)).json());
const post = ({ url }: Running, path: string, body: object = {}) =>
  fetch(`${url}/v1/dev/connect/${path}`, { method: "POST", body: JSON.stringify(body) });

it("has after a kill -9 every contact where it was, offered to nobody twice", async () => {
  const first = await runtime.start();
  for (const name of ["ayse", "berk"]) await post(first, `agents/${name}/status`, { status: "Available" });
  await Promise.all(Array.from({ length: 10 }, () => post(first, "calls", { from: "+905551112233" })));
  const [ringing] = (await get(first, "contacts", contacts)).items.filter(({ state }) => state === "OFFERED");
  await post(first, `contacts/${ringing?.contactId}/accept`);
  const before = await get(first, "contacts", contacts);
  const agentsBefore = await get(first, "agents", agents);
  expect(before.items.map(({ state }) => state).sort()).toEqual([
    "CONNECTED",
    "OFFERED",
    ...Array.from({ length: 8 }, () => "QUEUED"),
  ]);
  await runtime.kill();

  const second = await runtime.start();
  expect(await get(second, "contacts", contacts)).toEqual(before);
  expect(await get(second, "agents", agents)).toEqual(agentsBefore);
}, 60_000);

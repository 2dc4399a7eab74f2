/** The page on policies names every setting of the routing policy, with the default it has. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { defaultRoutingPolicy } from "../../domain/routing/default-routing-policy.ts";
import { routingPolicySchema } from "../../schemas/routing/policy.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/policies.md"), "utf8");
const rows = Array.from(page.matchAll(/^\| (`.+?) \| .+ \| (.+?) \|$/gm), ([, names = "", value = ""]) => ({
  names: Array.from(names.matchAll(/`([^`]+)`/g), ([, name = ""]) => name.replace("[]", "")),
  value,
}));

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `offer.seconds`, `weights`: each with its default. */
const settings = Object.entries(defaultRoutingPolicy).flatMap(([name, value]: [string, unknown]) =>
  isGroup(value) && name !== "unitsByChannel" && name !== "weights"
    ? Object.entries(value).map(([part, one]) => [`${name}.${part}`, one] as const)
    : [[name, value] as const],
);

it("names every setting", () => {
  expect(Object.keys(routingPolicySchema.shape).sort()).toEqual(Object.keys(defaultRoutingPolicy).sort());
  const named = rows.flatMap(({ names }) => names.map((name) => name.replace(/^queues\..*/, "queues")));
  expect(settings.filter(([name]) => !named.includes(name)).map(([name]) => name)).toEqual([]);
});

it("gives the default of every number", () => {
  const numbers = settings.filter(([, value]) => typeof value === "number");
  expect(numbers.length).toBeGreaterThan(15);
  for (const [name, value] of numbers)
    expect(rows.find(({ names }) => names.includes(name))?.value, name).toBe(String(value));
});

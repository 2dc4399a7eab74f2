/** Reads the policy to try: what it does not say is as in the policy in force. */
import * as z from "zod/mini";
import { routingPolicyProblems } from "../../domain/routing/policy-problems.ts";
import { type RoutingPolicy, routingPolicySchema } from "../../schemas/routing/policy.ts";

/** @throws Error that says where the file is wrong */
export function readPolicyFile(name: string, text: string, inForce: RoutingPolicy): RoutingPolicy {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : "not JSON"}`);
  }
  const parts = z.record(z.string(), z.unknown()).safeParse(given);
  if (!parts.success) throw new Error(`${name}: an object with settings of the routing policy is expected`);
  const parsed = routingPolicySchema.safeParse(withParts(inForce, parts.data));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.code === "unrecognized_keys" ? [...issue.path, ...issue.keys] : issue?.path;
    throw new Error(`${name}: ${path?.join(".") ?? ""}: ${issue?.message ?? "not readable"}`);
  }
  const [problem] = routingPolicyProblems(parsed.data);
  if (problem !== undefined) throw new Error(`${name}: ${problem.pointer}: ${problem.detail}`);
  return parsed.data;
}

/** Sections may be given in part; lists are taken as a whole. */
function withParts(inForce: object, parts: Readonly<Record<string, unknown>>): object {
  const known = new Map(Object.entries(inForce));
  const merged = Object.entries(parts).map(([name, part]) => {
    const whole: unknown = known.get(name);
    return [name, isSection(whole) && isSection(part) ? { ...whole, ...part } : part];
  });
  return { ...inForce, ...Object.fromEntries(merged) };
}

const isSection = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

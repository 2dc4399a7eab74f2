/** `npm run replay`: what would have been decided differently under another routing policy. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { replayed, summary } from "./replay/compare.ts";
import { decisionsFrom, platformAt, policyInForce } from "./replay/decisions.ts";
import { readPolicyFile } from "./replay/policy-file.ts";

const help = `npm run replay -- --policy FILE [options]
  --policy FILE   the routing policy to try, as PUT /v1/admin/policies/routing takes it; parts of it are enough
  --from TIME     ISO 8601 (default: a day ago)
  --to TIME       ISO 8601 (default: now)
  --api URL       the platform (default http://127.0.0.1:4100)
  --token TOKEN   of a supervisor or admin; a laptop gives one by itself
  --all           print every decision that would have been another, not the first 20`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      policy: { type: "string" },
      from: { type: "string", default: new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString() },
      to: { type: "string", default: new Date().toISOString() },
      api: { type: "string", default: "http://127.0.0.1:4100" },
      token: { type: "string" },
      all: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help || values.policy === undefined) {
    console.info(help);
    if (!values.help) process.exitCode = 2;
    return;
  }
  const period = { from: momentOf("--from", values.from), to: momentOf("--to", values.to) };
  const text = readFileSync(values.policy, "utf8");
  const platform = await platformAt(values.api, values.token);
  const policy = readPolicyFile(values.policy, text, await policyInForce(platform));
  const decisions = await decisionsFrom(platform, period);
  console.info(summary(replayed(decisions, policy), values.all ? Number.POSITIVE_INFINITY : 20));
}

function momentOf(option: string, text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`${option} wants a time such as 2026-11-22T09:00:00Z, not "${text}"`);
  return new Date(at).toISOString();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

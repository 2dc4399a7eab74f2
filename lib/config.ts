/** Reads the configuration of the stage that is being synthesised. */
import type { Node } from "constructs";
import * as z from "zod/mini";
import { type StageConfig, stageConfigSchema } from "../schemas/config.ts";

const contextSchema = z.object({
  stage: z._default(z.optional(z.string()), "dev"),
  stages: z._default(z.optional(z.record(z.string(), z.json())), {}),
});

/** @throws Error that names the stage and the first wrong setting */
export function readConfig(node: Node): StageConfig {
  const { stage, stages } = contextSchema.parse({
    stage: node.tryGetContext("stage"),
    stages: node.tryGetContext("stages"),
  });
  const parsed = stageConfigSchema.safeParse(stages[stage] ?? { stage });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `cdk.json, stages.${stage}.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not readable"}`,
  );
}

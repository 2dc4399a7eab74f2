/** What is wrong with a configuration beyond its schema: expressions that are none, secrets of another form. Pure. */
import type { ChannelConfig } from "../../schemas/channel-config.ts";
import type { BodyProblem } from "../ingest/channel-adapter.ts";
import { secretProblem } from "./secret-form.ts";

/** @returns what is wrong with the text of an expression */
export type ExpressionProblem = (text: string) => string | undefined;

/** @returns the first, by its pointer into the request; `undefined` when all is well */
export function configProblem(
  expressionProblem: ExpressionProblem,
  { reading, verification }: Pick<ChannelConfig, "reading" | "verification">,
  secrets: readonly string[],
): BodyProblem | undefined {
  for (const name of ["jsonata", "each"] as const) {
    const text = reading.kind === "mapping" ? reading[name] : undefined;
    const detail = text === undefined ? undefined : expressionProblem(text);
    if (detail !== undefined) return { pointer: `/config/reading/${name}`, detail };
  }
  for (const [index, secret] of secrets.entries()) {
    const detail = secretProblem(verification, secret);
    if (detail !== undefined) return { pointer: `/secrets/${index}`, detail };
  }
  return undefined;
}

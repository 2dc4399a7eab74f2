/** What a rule's target receives: the event, a part of it, a constant, or a filled-in template. Pure. */
import { valueAt } from "./json-path.ts";

export interface TargetInput {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | {
        readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
        readonly InputTemplate: string;
      }
    | undefined;
}

/** @returns JSON text, or plain text where a template makes none */
export function targetInput(
  event: Readonly<Record<string, unknown>>,
  target: TargetInput,
  ruleArn: string,
): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(event, target.InputPath) ?? {});
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap: paths = {}, InputTemplate: template } = target.InputTransformer;
  const values = new Map<string, unknown>([
    ["aws.events.rule-arn", ruleArn],
    ["aws.events.rule-name", ruleArn.split("/").at(-1)],
    ["aws.events.event.ingestion-time", event.time],
    ["aws.events.event", event],
    ["aws.events.event.json", event],
    ...Object.entries(paths).map(([name, path]) => [name, valueAt(event, path)] as const),
  ]);
  return fill(template, values);
}

/** Inside quotes a value is text; outside it is JSON. A path that leads nowhere is empty. */
function fill(template: string, values: ReadonlyMap<string, unknown>): string {
  let quoted = false;
  return template.replace(/\\.|"|<([A-Za-z0-9._-]+)>/g, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined || !values.has(name)) return found;
    const value = values.get(name);
    if (!quoted) return JSON.stringify(value ?? "");
    return JSON.stringify(typeof value === "string" ? value : JSON.stringify(value ?? "")).slice(1, -1);
  });
}

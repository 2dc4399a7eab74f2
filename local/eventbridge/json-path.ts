/** Follows a plain path into a JSON value, as rules and workflows write them: `$.detail.items[0].id`. Pure. */
import { isRecord } from "../template/intrinsics.ts";

/** @returns undefined when the path leads nowhere */
export function valueAt(value: unknown, path: string): unknown {
  const steps = path.replace(/^\$\.?/, "").match(/[^.[\]]+/g) ?? [];
  return steps.reduce<unknown>((found, step) => {
    if (Array.isArray(found)) return found[Number(step)];
    return isRecord(found) ? found[step.replace(/^['"]|['"]$/g, "")] : undefined;
  }, value);
}

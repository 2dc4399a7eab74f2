/** Evaluates CloudFormation's intrinsic functions. Pure: the scope knows what a Ref or an attribute is. */

/** What names mean inside one stack. */
export interface Scope {
  /** A resource's or pseudo parameter's `Ref`. @throws TemplateError when there is no such thing */
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  /** An export of any stack of the app. */
  importValue(name: string): unknown;
}

/** The template says something that the laptop does not understand: it never guesses. */
export class TemplateError extends Error {
  override name = "TemplateError";
}

/** The value with every intrinsic replaced; strings come out whole. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== noValue);
  if (!isRecord(value)) return value;
  const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) return call(name, argument, scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolve(item, scope)] as const)
      .filter(([, item]) => item !== noValue),
  );
}

/** `AWS::NoValue`: removes the property that holds it. */
export const noValue = Symbol("AWS::NoValue");

function call(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case "Ref":
      return scope.ref(text(argument, name));
    case "Fn::GetAtt": {
      const [logicalId, ...path] = Array.isArray(argument) ? argument : text(argument, name).split(".");
      return scope.attribute(text(logicalId, name), path.map((part) => text(part, name)).join("."));
    }
    case "Fn::Join": {
      const [separator, items] = list(resolve(argument, scope), name);
      return list(items, name)
        .map((item) => text(item, name))
        .join(text(separator, name));
    }
    case "Fn::Sub":
      return substitute(argument, scope);
    case "Fn::Select": {
      const [index, items] = list(resolve(argument, scope), name);
      const found = list(items, name)[Number(index)];
      if (found === undefined) throw new TemplateError(`Fn::Select: nothing at ${String(index)}`);
      return found;
    }
    case "Fn::Split": {
      const [separator, whole] = list(resolve(argument, scope), name);
      return text(whole, name).split(text(separator, name));
    }
    case "Fn::ImportValue":
      return scope.importValue(text(resolve(argument, scope), name));
    default:
      throw new TemplateError(`intrinsic ${name} is not known here`);
  }
}

function substitute(argument: unknown, scope: Scope): string {
  const [pattern, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = isRecord(variables) ? variables : {};
  return text(pattern, "Fn::Sub").replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    if (name in own) return text(resolve(own[name], scope), name);
    const [logicalId = "", ...path] = name.split(".");
    return text(path.length > 0 ? scope.attribute(logicalId, path.join(".")) : scope.ref(name), name);
  });
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(`${where}: a list was expected`);
  return value;
}

function text(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TemplateError(`${where}: text was expected, not ${JSON.stringify(value)}`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

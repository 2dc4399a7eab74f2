/** Evaluates IAM policy statements. Pure; what it does not understand is an error, never a silent allow. */
import * as z from "zod";

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(["Allow", "Deny"]),
    Action: oneOrMany.optional(),
    NotAction: oneOrMany.optional(),
    Resource: oneOrMany.optional(),
    Principal: z.union([z.literal("*"), z.record(z.string(), oneOrMany)]).optional(),
    Condition: z
      .record(
        z.string(),
        z.record(
          z.string(),
          z.union([
            z
              .boolean()
              .transform(String)
              .transform((v) => [v]),
            oneOrMany,
          ]),
        ),
      )
      .default({}),
  })
  .refine(
    ({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined),
    "Action or NotAction",
  )
  .superRefine(({ Condition }, context) => {
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const key of Object.keys(keys)) {
        if (testOf(operator) && knownKeys.has(key.toLowerCase())) continue;
        context.addIssue(`IAM condition ${operator} on ${key} is not known here`);
      }
    }
  });

export const policyDocument = z
  .object({ Version: z.literal("2012-10-17"), Statement: z.union([statement, z.array(statement)]) })
  .transform(({ Statement }) => [Statement].flat());

export type Statement = z.infer<typeof statement>;

/** One thing a caller wants to do. */
export interface Access {
  readonly action: string;
  readonly resource: string;
  /** Condition keys, lower-cased, that this request has a value for. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** A service or role that acts, as the `Principal` of a resource policy names it. */
export interface Principal {
  readonly kind: "Service" | "AWS";
  readonly name: string;
}

export type Verdict = "allowed" | "explicit-deny" | "no-allow";

/** A deny wins over any allow; nothing that allows is a refusal. */
export function evaluate(statements: readonly Statement[], access: Access, principal?: Principal): Verdict {
  const applying = statements.filter((candidate) => applies(candidate, access, principal));
  if (applying.some(({ Effect }) => Effect === "Deny")) return "explicit-deny";
  return applying.length > 0 ? "allowed" : "no-allow";
}

function applies(statement: Statement, access: Access, principal: Principal | undefined): boolean {
  const { Action, NotAction = [], Resource, Principal: principals, Condition } = statement;
  const named = Action
    ? matchesAny(Action, access.action, true)
    : !matchesAny(NotAction, access.action, true);
  return (
    named &&
    (Resource === undefined || matchesAny(Resource, access.resource)) &&
    (principals === undefined || principalMatches(principals, principal)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, key.toLowerCase(), wanted, access)),
    )
  );
}

function principalMatches(
  principals: NonNullable<Statement["Principal"]>,
  principal: Principal | undefined,
): boolean {
  if (principals === "*") return true;
  return principal !== undefined && matchesAny(principals[principal.kind] ?? [], principal.name);
}

/** Condition keys that some request here carries; any other in a policy is an error when it is read. */
const knownKeys = new Set([
  "dynamodb:leadingkeys",
  "s3:prefix",
  "events:detail-type",
  "events:source",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:securetransport",
]);

function testOf(operator: string): ((wanted: string, value: string) => boolean) | undefined {
  return operators[operator.replace(/^ForAllValues:/, "").replace(/IfExists$/, "")];
}

function holds(operator: string, key: string, wanted: readonly string[], { context = {} }: Access): boolean {
  const test = testOf(operator);
  if (!test) throw new Error(`IAM condition operator ${operator} is not known here`);
  const values = context[key];
  const passes = (value: string) => wanted.some((one) => test(one, value));
  if (operator.startsWith("ForAllValues:")) return (values ?? []).every(passes);
  if (operator.endsWith("IfExists") && values === undefined) return true;
  return (values ?? []).some(passes);
}

const like = (pattern: string, value: string) => glob(pattern).test(value);
const equals = (wanted: string, value: string) => wanted === value;
const operators: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  StringEquals: equals,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
};

function matchesAny(patterns: readonly string[], value: string, ignoreCase = false): boolean {
  return patterns.some((pattern) => glob(pattern, ignoreCase).test(value));
}

const globs = new Map<string, RegExp>();
const caselessGlobs = new Map<string, RegExp>();

/** `*` is any text, `?` any one character, as in IAM. */
function glob(pattern: string, ignoreCase = false): RegExp {
  const cache = ignoreCase ? caselessGlobs : globs;
  const known = cache.get(pattern);
  if (known) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  const made = new RegExp(`^${source}$`, ignoreCase ? "i" : "");
  cache.set(pattern, made);
  return made;
}
